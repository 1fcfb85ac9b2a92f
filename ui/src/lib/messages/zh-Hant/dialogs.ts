// 繁體中文：對話框。
import type { Messages } from "../types";

export const exporting: Messages["exporting"] = {
  title: "匯出批註",
  format: "格式",
  formats: {
    md: { name: "Markdown", about: "依各節排列的引文與筆記，供 Obsidian 使用或接著寫" },
    html: { name: "網頁", about: "整篇訪談，連同畫線與眉批，適合閱讀與列印" },
    pdf: { name: "PDF", about: "整篇訪談排成書頁，眉批在側" },
    csv: { name: "試算表（CSV）", about: "一列一則引文，方便統計與排序" },
    json: { name: "Web Annotation（JSON-LD）", about: "開放標準，供其他程式使用" },
    docx: { name: "Word", about: "整篇訪談連同畫線，筆記成為註解" },
    quotes: { name: "Word 引文表", about: "每則引文附說話者、章節、標籤與筆記" },
    qdpx: { name: "REFI-QDA 專案", about: "供 ATLAS.ti、MAXQDA、QualCoder 等使用" },
    "qdpx-nvivo": { name: "給 NVivo 的 REFI-QDA 專案", about: "依 Windows 版 NVivo 的計數方式" },
    qdc: { name: "標籤簿（REFI-QDA）", about: "所有標籤及其定義" },
    xlsx: { name: "活頁簿（Excel）", about: "引文、標籤簿，以及各說話者的標籤數" },
    tsv: { name: "以 Tab 分隔的表格（TSV）", about: "同 CSV，供需要 Tab 的程式" },
    txt: { name: "純文字", about: "整篇訪談，批註編號列於後" },
    anki: { name: "Anki 卡片", about: "Anki 可匯入的文字，一則引文一張卡" },
    bibtex: { name: "BibTeX", about: "把訪談當作文獻來源" },
    csl: { name: "CSL-JSON", about: "文獻來源，供 Zotero 與 Pandoc" },
  },
  template: { name: "範本…", about: "自訂格式的純文字、Markdown 或 HTML" },
  which: "批註",
  all: (number) => `全部（${number} 則）`,
  filtered: (number, total) => `只匯出篩選結果（${total} 則中的 ${number} 則）`,
  none: "還沒有可以匯出的批註。",
  save: "儲存…",
  copy: "複製",
  saved: (name) => `已儲存 ${name}`,
  updated: (name) => `已更新 ${name}`,
  upToDate: (name) => `${name} 已是最新內容`,
  tags: "標籤",
  tagForms: { words: "文字", wikilinks: "[[連結]]", hashtags: "#標籤" },
  earlier: {
    about: "這個檔案是這篇訪談先前的匯出。",
    aboutAltered: "這個檔案是這篇訪談先前的匯出，但無法更新。",
    current: "要匯出的內容都已經在裡面了。",
    layout: "只有標題、標籤或訪談資料會重寫。",
    added: (_, number) => `將加入 ${number} 個區塊`,
    changed: (_, number) => `將重寫 ${number} 個區塊`,
    removed: (_, number) => `將移除 ${number} 個區塊`,
    kept: (_, number) => `你寫在區塊之間的內容（${number} 處）會原樣保留。`,
    nothingKept: "區塊之間沒有你寫的內容。",
    hint: "目前還沒有寫入任何內容。取代檔案會刪除你寫在裡面的一切。",
    update: "更新",
    replace: "取代",
    another: "另選檔案…",
  },
  copied: (_, number) => `已將 ${number} 則批註複製到剪貼簿`,
};

export const quoting: Messages["quoting"] = {
  title: "複製引文",
  form: "格式",
  forms: {
    dash: "破折號後接出處",
    markdown: "Markdown，連到原處",
    "author-date": "作者與年份",
    full: "完整出處，供註腳使用",
  },
  byTemplate: (name) => `範本「${name}」`,
  isDefault: (key) => (key === "" ? "以後都用這個格式" : `以後都用這個格式（${key}）`),
  copy: "複製",
};

export const details: Messages["details"] = {
  title: "訪談資料",
  fieldTitle: "標題",
  fieldSource: "來源",
  fieldDate: "日期",
  fieldDateHint: "年、年-月 或 年-月-日，例如 2025-10-09",
  fieldLanguage: "語言",
  file: "檔案",
  encoding: "編碼",
  added: "加入時間",
  size: "長度",
  characters: (number) => `${number} 字`,
  titleMissing: "訪談需要標題。",
};

export const speakers: Messages["speakers"] = {
  title: "說話者",
  empty: "這篇訪談裡沒有找到說話者。",
  emptyHint: "閱讀時，從該行旁的選單可以把稱呼設為說話者。",
  name: "姓名",
  role: "角色",
  colour: "顏色",
  colourNumber: (number) => `顏色 ${number + 1}`,
  aliases: "文中的稱呼",
  turns: (_, number) => `${number} 次發言`,
  characters: (number) => `${number} 字`,
  merge: "與誰是同一人…",
  mergeInto: (name) => `${name}與誰是同一人`,
  reject: (alias) => `「${alias}」不是說話者`,
  nameMissing: "說話者需要姓名。",
  merged: (from, into) => `已將${from}併入${into}`,
  rejected: (alias) => `「${alias}」不再是說話者`,
};

export const links: Messages["links"] = {
  titlePage: "開啟這個網頁？",
  titleMail: "寫信給對方？",
  leadPage: "瀏覽器將會開啟這個網站的網頁：",
  leadMail: "郵件程式將會寫信給：",
  registered: "不同文字的字母可能看起來很像。這個網域實際登記的名稱是：",
  plain: "這個網頁沒有加密，網路上的其他人可能看得到內容。",
  address: "完整的連結",
  openPage: "在瀏覽器開啟",
  openMail: "寫信",
  copy: "複製連結",
};

export const settings: Messages["settings"] = {
  title: "設定",
  language: "語言",
  theme: "外觀",
  system: "系統",
  light: "淺色",
  dark: "深色",
  textSize: "文字大小",
  smaller: "縮小",
  larger: "放大",
  pixels: (number) => `${number} px`,
  library: "書庫檔案",
  version: (version) => `硃批 ${version}`,
};

export const shortcuts: Messages["shortcuts"] = {
  title: "鍵盤快速鍵",
  extend: "逐字選取",
  extendByWord: "逐詞選取",
  ends: "到開頭、到結尾",
  open: "開啟訪談",
  move: "在清單中移動",
  delete: "刪除（可復原）",
  select: "選取",
};

export const palette: Messages["palette"] = {
  title: "執行或前往",
  placeholder: "動作、章節、標籤或訪談的名稱",
  none: "沒有這個名稱的項目。",
  choice: (what, which) => `${what}：${which}`,
  kinds: { action: "動作", section: "章節", tag: "標籤", document: "訪談", search: "搜尋" },
};

export const places: Messages["places"] = {
  list: "各處",
  chosen: (chosen, all) => `已選 ${chosen} 處，共 ${all} 處`,
  all: "全選",
  none: "全不選",
  hint: "按 ↑ ↓ 逐處移動，按空白鍵勾選。",
  outdated: "文字剛才有改動，以下是目前出現之處；先前略過的請再略過一次。",
};
