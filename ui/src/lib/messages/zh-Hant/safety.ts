// 繁體中文：還沒能存下的內容，以及帶著它們關閉視窗。
import type { Messages } from "../types";

export const unsaved: Messages["unsaved"] = {
  label: "儲存狀態",
  title: (things) => `尚未存檔：${things}。`,
  kept: "內容不會遺失：都保留在這裡，並會自動再試。",
  waits: "原文在別處改過了。打好的字留在原處，等你決定。",
  restored: "視窗剛才重新開啟過。你回到了原來的地方，什麼都沒有遺失。",
  saved: "已全部存好。",
  tryAgain: "再試一次",
  trying: "正在再試…",
  copy: "複製文字",
  copied: "已複製你寫的內容，可以貼到任何地方。",
  kinds: {
    edit: () => "校訂中的段落",
    note: (_, number) => `${number} 則筆記`,
    memo: (_, number) => `${number} 則備忘`,
    highlight: (_, number) => `${number} 處標記`,
    place: () => "閱讀位置",
    setting: () => "設定",
  },
};

export const closing: Messages["closing"] = {
  title: "還有內容沒存好",
  stays: "在你決定之前，視窗不會關閉。",
  discard: "不存就關閉",
  keep: "先不關閉",
};
