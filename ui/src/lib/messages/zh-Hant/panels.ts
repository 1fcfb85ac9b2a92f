// 繁體中文：閱讀畫面的側邊欄。
import type { Messages } from "../types";

export const sidebar: Messages["sidebar"] = {
  label: "側邊欄",
  show: "顯示側邊欄",
  hide: "隱藏側邊欄",
  back: "回到書庫",
  title: (title) => `${title}：修改資料`,
};

export const outline: Messages["outline"] = {
  label: "各節",
  empty: "這篇訪談沒有小標題。",
  emptyHint: "從段落旁的選單，可以把一行設為標題。",
  start: "開頭",
  progress: "閱讀進度",
  count: (_, number) => `${number} 則批註`,
};

export const annotations: Messages["annotations"] = {
  label: "依原文順序排列的批註",
  empty: "還沒有畫線。",
  emptyHint: "選取一段文字，按 1 到 5 選顏色，按 U 畫底線，按 N 寫筆記。",
  noMatch: "沒有符合的批註。",
  showAll: "全部顯示",
  filterLabel: "篩選批註",
  filterText: "篩選",
  colour: (colour) => `只看${colour}色`,
  withNote: "有筆記",
  count: (_, number) => `${number} 則批註`,
  countOf: (shown, all) => `${all} 則中的 ${shown} 則`,
  beforeSections: "第一節之前",
  underlined: "底線",
  deleted: (_, number) => `已刪除 ${number} 則批註`,
  export: "匯出這些…",
};
