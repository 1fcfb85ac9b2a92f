// 繁體中文：備份、檢查書庫，以及書庫打不開時的畫面。
import type { Messages } from "../types";

/** 備份是因為什麼做的。 */
const REASONS: Record<string, string> = {
  start: "啟動時",
  daily: "每日",
  migration: "檔案格式更新前",
  bulk: "大量變更前",
  manual: "手動",
  repair: "修復前",
  restore: "還原前",
};

export const backups: Messages["backups"] = {
  title: "書庫與備份",
  file: "書庫檔案",
  reveal: "在資料夾中顯示",
  heading: "備份",
  about: "只要有變更，硃批會在啟動時、每天，以及大量變更之前自動備份；每份備份寫好後都會打開檢查。",
  folder: "資料夾",
  change: "更改…",
  beside: "放在書庫旁",
  make: "立即備份",
  making: "備份中…",
  made: (size) => `已備份並檢查完畢（${size}）。`,
  none: "目前還沒有備份。",
  list: "備份，由新到舊",
  reason: (name) => REASONS[name] ?? name,
  failed: "上一次自動備份沒有成功。",
  tryAgain: "立即備份",
  progress: (percent) => `已完成 ${percent}`,
  stop: "停止",
};

export const comparison: Messages["comparison"] = {
  title: "要還原這份備份嗎？",
  looking: "正在比對差異…",
  same: "這份備份與書庫目前的內容完全相同。",
  alike: (_, number) => `有 ${number} 篇訪談兩邊相同。`,
  comesBack: "會回來",
  goes: "備份裡沒有，會消失",
  changes: "會改變",
  annotations: (added, removed, changed) => `批註：回來 ${added} 則、消失 ${removed} 則、不同 ${changed} 則`,
  notes: (added, removed, changed) => `筆記：回來 ${added} 則、消失 ${removed} 則、不同 ${changed} 則`,
  text: "文字或結構不同",
  safety: "還原前會先備份書庫目前的樣子，之後只要還原那一份，就能回到現在。",
  restore: "還原",
  restoring: "還原中…",
  restored: "已還原備份，原先的書庫也留有一份備份。",
  back: "返回",
};

export const doctor: Messages["doctor"] = {
  heading: "檢查",
  about: "讀過整個檔案，確認每一處標記、每一則筆記與歷程的每一步都正確無誤。",
  check: "檢查書庫",
  checking: "檢查中…",
  sound: (documents, annotations, steps) =>
    `一切正常：檢查了 ${documents} 篇訪談、${annotations} 則批註與 ${steps} 步歷程。`,
  found: (_, number) => `發現 ${number} 個問題`,
  more: (_, number) => `還有 ${number} 個問題`,
  repair: "修復",
  repairing: "修復中…",
  repairAbout: "只修復不必猜測就能確定的部分；修復前會先備份。",
  repaired: (count, number) =>
    count === 0 ? "沒有不必猜測就能修復的部分。" : `已修復 ${number} 個問題，原先的書庫也留有一份備份。`,
  damage: "損壞",
  warning: "提醒",
  findings: {
    notALibrary: "這個檔案不是硃批的書庫。",
    cannotOpen: "無法開啟檔案。",
    integrity: "檔案有一部分損壞了。",
    indexDamaged: "檔案的索引損壞了，內容沒有受損。",
    unreadable: "有些內容無法讀取。",
    foreignKey: "有些資料所屬的訪談或批註已經不在。",
    schema: "檔案的結構被硃批以外的程式改動過。",
    version: "檔案的版本不是硃批寫的。",
    textAltered: "有一篇訪談的文字與匯入時不同。",
    characters: "記錄的文字長度不正確。",
    blocks: "段落沒有涵蓋全文。",
    label: "說話者的稱呼與文字不符。",
    rangeOutside: "有一處標記超出全文範圍。",
    rangeEdge: "有一處標記的邊界落在一個字的中間。",
    rangeBlank: "有一處標記裡只有空白。",
    quote: "標記所存的引文與它所在的文字不符。",
    context: "標記所存的前後文與實際不符。",
    dangling: "有些資料指向不存在的東西。",
    malformed: "有一個值的類型不正確。",
    reading: "記下的閱讀位置超出全文範圍。",
    historyUnreadable: "歷程中有一步無法讀取。",
    historyConflict: "歷程中有一步與書庫現在的內容不符。",
    historyCount: "歷程記錄的大小不正確。",
  },
};

export const readOnly: Messages["readOnly"] = {
  label: "唯讀",
  reasons: {
    newer: "這個書庫是較新版的硃批寫的，所以只能閱讀。請安裝最新版再修改。",
    protected: "書庫檔案或所在的資料夾無法寫入，所以只能閱讀。請開放寫入權限後重新開啟。",
    damaged: "這個書庫已損壞，目前只能閱讀。",
    altered: "這個書庫的結構被硃批以外的程式改動過，所以只能閱讀。",
    asked: "這個書庫目前只能閱讀。",
  },
};
