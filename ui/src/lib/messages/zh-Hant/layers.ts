// 繁體中文：重疊的批註、正文旁的標籤括線與全文總覽。
import type { Messages } from "../types";

export const layers: Messages["layers"] = {
  crowded: (number) => `這段文字上有 ${number} 則批註，只畫出六層；連續點按可以逐一查看。`,
  patterns: "花紋",
  patternsHint: "另以斜線、圓點與虛線區分顏色",
};

export const brackets: Messages["brackets"] = {
  label: "正文旁的標籤",
  passage: (tag, quote) => `${tag}：${quote}`,
  more: (_, number) => `另有 ${number} 個標籤`,
};
