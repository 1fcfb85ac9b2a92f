// 繁體中文：開啟訪談時發現的問題。
import type { Messages } from "../types";

export const trouble: Messages["trouble"] = {
  text: (lost, number) =>
    lost === 0
      ? "這篇訪談的文字與當初存下的不同：書庫檔案被外部改動或已損壞。目前什麼都沒有更動，檢查書庫也許能找回原來的文字。"
      : `這篇訪談的文字與當初存下的不同：書庫檔案被外部改動或已損壞。有 ${number} 則批註與文字不符，因此沒有畫出來。目前什麼都沒有更動，檢查書庫也許能找回原來的文字。`,
  found: (_, number) => `有 ${number} 則批註沒有落在所引的文字上，已移回原文所在之處。`,
  lost: (_, number) => `有 ${number} 則批註沒有落在所引的文字上，現在暫無原文。`,
  astray: (_, number) =>
    `有 ${number} 則批註沒有落在所引的文字上，因此沒有畫出來。書庫目前只能讀取，未能修復。`,
  show: "顯示",
};
