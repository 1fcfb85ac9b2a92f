// 繁體中文：備忘，以及書庫裡的連結。
import type { Messages } from "../types";

export const memos: Messages["memos"] = {
  title: "備忘",
  label: "備忘，依對象排列",
  empty: "還沒有備忘。",
  emptyHint: "備忘寫的不是某一段文字，而是整篇訪談、一個小節、一位說話者、一個標籤，或整個書庫。",
  emptyKeys: (section, document) => `按 ${section} 為這一節寫備忘，按 ${document} 為整篇訪談寫。`,
  noMatch: "沒有符合的備忘。",
  showAll: "全部顯示",
  filter: "篩選備忘",
  newAbout: "新增備忘，關於…",
  noTarget: "沒有這個名稱",
  about: {
    library: "整個書庫",
    document: "這篇訪談",
    interview: "訪談",
    section: "小節",
    speaker: "說話者",
    tag: "標籤",
  },
  groups: {
    document: "這篇訪談",
    sections: "小節",
    speakers: "說話者",
    tags: "標籤",
    library: "整個書庫",
  },
  lost: "已不是小節",
  edit: "撰寫這則備忘",
  field: "備忘",
  placeholder: "寫下備忘，可用 Markdown，輸入 [[ 可加連結。",
  nothing: "沒有內容",
  delete: "刪除備忘",
  deleted: "已刪除一則備忘",
  on: (what) => `為${what}寫備忘…`,
  count: (_, number) => `${number} 則備忘`,
  countOf: (shown, all) => `${all} 則中的 ${shown} 則`,
  actions: {
    section: "為這一節寫備忘",
    document: "為這篇訪談寫備忘",
    library: "為書庫寫備忘",
    all: "所有備忘",
  },
  menu: {
    section: "為這一節寫備忘…",
    document: "為這篇訪談寫備忘…",
  },
};

export const crosslinks: Messages["crosslinks"] = {
  offer: "連結到",
  none: "找不到含有這些字的連結對象。",
  kinds: { annotation: "段落", document: "訪談", tag: "標籤", memo: "備忘" },
  gone: {
    annotation: "這則批註已刪除",
    document: "這篇訪談已刪除",
    tag: "這個標籤已刪除",
    memo: "這則備忘已刪除",
  },
  here: (_, number) => `${number} 個連結連到這裡`,
  list: "連到這裡的",
};
