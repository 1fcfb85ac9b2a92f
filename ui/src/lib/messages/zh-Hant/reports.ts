// 繁體中文：匯入的檔案裡各樣東西的去向。
import type { Messages } from "../types";

export const reports: Messages["reports"] = {
  heading: (name) => `匯入「${name}」`,
  summary: (taken, altered, skipped) => `${taken} 項照原樣匯入，${altered} 項有更動，${skipped} 項未匯入。`,
  thing: (kind, what) => `${kind}「${what}」`,
  because: (thing, reason) => `${thing}：${reason}`,
  more: (count) => `還有 ${count} 項，請見儲存的報告`,
  all: "也顯示照原樣匯入的",
  list: "檔案裡各樣東西的去向",
  save: "儲存報告…",
  fileName: "匯入報告",
  fates: { taken: "照原樣", altered: "有更動", skipped: "未匯入" },
  places: {
    line: (at) => `第 ${at} 行`,
    page: (at) => `第 ${at} 頁`,
    paragraph: (at) => `第 ${at} 段`,
    member: (at) => at,
    entry: (at) => `第 ${at} 項`,
  },
  formats: {
    text: "純文字",
    markdown: "Markdown",
  },
  kinds: {},
  reasons: {},
};
