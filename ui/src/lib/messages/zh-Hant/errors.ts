// 繁體中文：出了什麼錯、可以怎麼辦。
import { isolated } from "../../text/visible";
import type { Messages } from "../types";

/** 只說檔名：路徑比句子還長。 */
const file = (path = "") => isolated(path.split(/[\\/]/).at(-1) ?? path);

/** 書庫說它的檔名，知道的話。 */
const library = (path = "", otherwise = "書庫") => (path === "" ? otherwise : `書庫 ${file(path)} `);

/** 要開啟的是什麼：檔案說檔名，貼上的文字沒有名字。 */
const named = (name: string) => (name === "" ? "這段文字" : `「${isolated(name)}」`);

/** 檔案的大小，以位元組計。 */
const kilobytes = (bytes = "0") => `${Math.ceil(Number(bytes) / 1000)} kB`;

/** 範本裡的位置。 */
const inTemplate = ({ template = "", line = "" }: Record<string, string>) =>
  template === "" ? `第 ${line} 行` : `「${isolated(template)}」第 ${line} 行`;

/** 範本錯在哪裡；其餘的說明來自核心，是英文。 */
function mistake({ problem, detail = "" }: Record<string, string>): string {
  if (problem === "undefined") return detail === "" ? "沒有這個變數" : `沒有「${isolated(detail)}」`;
  const words: Record<string, string> = {
    syntax: "語法有誤",
    "unknown-filter": "沒有這個過濾器",
    "unknown-function": "沒有這個函式",
    "unknown-test": "沒有這個測試",
    "unknown-method": "沒有這個方法",
    alone: "範本不能使用別的範本",
  };
  const said = words[problem ?? ""] ?? "這個值不能這樣用";
  return detail === "" ? said : `${said}（${isolated(detail)}）`;
}

/** 為什麼救不出任何內容。 */
function barren({ lack, left, was }: Record<string, string>): string {
  switch (lack) {
    case "empty":
      return "檔案是空的。";
    case "cut":
      return `檔案原本 ${kilobytes(was)}，只剩 ${kilobytes(left)}，其中沒有你留下的內容。`;
    case "rowless":
      return "檔案裡已經沒有你留下的內容。";
    default:
      return "檔案已被覆寫，或從來不是書庫。";
  }
}

/** 先前的匯出為什麼不能更新、可以怎麼辦。 */
function altered({ path, line, fault }: Record<string, string>): string {
  const place = `${file(path)} 第 ${line} 行`;
  switch (fault) {
    case "edited":
      return `${place}：從這裡開始的區塊被手動改過，或來自別的檔案。請把你寫的內容移到區塊外，再連同前後標記刪去這個區塊，它會重新寫入。`;
    case "open":
      return `${place}：從這裡開始的區塊少了結尾的標記。請刪去這個區塊，它會重新寫入。`;
    case "twice":
      return `${place}：從這裡開始的區塊在檔案裡重複出現。請刪去其中一處。`;
    case "no-title":
      return `${file(path)}：標題的區塊不見了，請另選檔案。`;
    default:
      return `${place}：這個標記已損壞。請刪去這個區塊剩下的部分，它會重新寫入。`;
  }
}

export const errors: Messages["errors"] = { unknown: "發生錯誤，沒有任何變更。" };

export const errorCodes: Messages["errorCodes"] = {
  unimportable: ({ file: name = "", format, reason }) =>
    `${named(name)}無法當作 ${format} 讀取：${reason}。請在原來的程式裡另存新檔，或存成純文字。`,
  notReadBack: ({ file: name = "", format }) =>
    `${named(name)}會當作 ${format} 讀取，這種格式不回讀。可核對 JSON、DOCX 或 QDPX。`,
  unreadableSource: ({ file: name = "", reason }) => `無法匯入${named(name)}：${reason}。`,
  stillOpen: ({ path }) => `${file(path)} 仍在寫入中，請先關閉所屬的程式再匯入。`,
  noTextForAnnotations: ({ file: name = "", annotations = "" }) =>
    `${named(name)}裡有 ${annotations} 則批註，卻沒有它們所屬的原文。請先匯入原文，再把這些批註匯入到那篇文件。`,
  hasItsText: ({ file: name = "" }) => `${named(name)}已有自己的原文，不屬於別的文件。請不要指定文件再匯入。`,
  noInterview: ({ file: name = "" }) => `${named(name)}裡沒有訪談。`,
  ofOneDocument: ({ ending }) => `一個 .${ending} 檔只放一篇訪談。請匯出到資料夾，或改選能放多篇的格式。`,
  badTemplate: (params) => `${inTemplate(params)}：${mistake(params)}。`,
  templateEndless: (params) => `${inTemplate(params)}：不會結束，或寫出的內容太多。`,
  templateTooLong: () => "範本超過 256 KiB。",
  noSuchTemplate: ({ name = "" }) => `範本「${isolated(name)}」已經不在了。`,
  templateExists: ({ name = "" }) => `已經有名為「${isolated(name)}」的範本，請改用別的名稱。`,
  templateBuiltIn: ({ name = "" }) => `「${isolated(name)}」是內建範本，請改用別的名稱。`,
  badTemplateName: ({ most = "" }) => `範本需要名稱，最多 ${most} 字。`,
  tooManyTemplates: ({ most = "" }) => `書庫最多保留 ${most} 個範本，請先刪除不再使用的。`,
  noTags: () => "還沒有任何標籤，所以沒有標籤簿可匯出。",
  noWorkbook: ({ reason }) => `無法製作活頁簿：${reason}。請一次匯出少一點，或改用 CSV。`,
  noTypeface: () => "找不到可用來排版的字型。請安裝含有文中字元的字型，例如 Noto Serif CJK。",
  noPdf: ({ reason }) => `無法製作 PDF：${reason}。請改匯出網頁，再列印成 PDF。`,
  fileNotFound: ({ path }) => `找不到 ${file(path)}。`,
  notAFile: ({ path }) => `${file(path)} 不是檔案。`,
  fileUnreadable: ({ path, reason }) => `無法讀取 ${file(path)}：${reason}。`,
  fileExists: ({ path }) => `${file(path)} 已經存在，請換一個檔名。`,
  filesExist: ({ folder, count, all }) =>
    `${all} 個檔案中有 ${count} 個已在 ${file(folder)} 裡，請換一個資料夾。`,
  notAFolder: ({ path }) => `${file(path)} 不是資料夾。`,
  fileAltered: (params) => altered(params),
  fileChanged: ({ path }) => `${file(path)} 剛剛被另一個程式改動，沒有寫入任何內容，請再試一次。`,
  fileHoldsLibrary: ({ path }) => `${file(path)} 屬於一個書庫，沒有覆寫，請換一個檔名。`,
  fileUnwritable: ({ path, reason }) => `無法寫入 ${file(path)}：${reason}。`,
  badContent: () => "內容沒有完整送達，請再試一次。",
  fileEmpty: ({ file: name = "" }) => `${named(name)}是空的，沒有可以匯入的內容。`,
  fileBinary: ({ file: name = "" }) => `${named(name)}不是文字檔，請先另存為純文字或 Markdown。`,
  fileTooLarge: ({ file: name = "" }) => `${named(name)}超過 64 MiB，請拆成幾個檔案。`,
  unknownEncoding: ({ name }) => `不認得編碼 ${name}。`,
  badSetting: () => "這個設定不能是這個值。",
  noSuchPassage: () => "文中沒有這段文字。",
  notALibrary: ({ path }) => `${file(path)} 不是硃批的書庫，檔案沒有更動。`,
  libraryNewer: ({ path }) => `${library(path, "這個書庫")}是較新版的硃批寫的，請安裝最新版再開啟。`,
  libraryUnreachable: ({ path, reason }) => `無法開啟位於 ${path} 的書庫：${reason}。`,
  libraryBusy: ({ path }) => `另一個程式正在寫入${library(path).trimEnd()}，請稍後再試。`,
  libraryMoved: ({ path }) =>
    `${library(path, "書庫檔案")}開啟期間被移走、換掉或刪除了。請把它放回原處；否則關閉視窗時，會把其中的內容存在原處一個名稱帶有「kept」的檔案裡。`,
  diskFull: () => "磁碟已滿，請騰出空間後再試。",
  diskFailed: () => "磁碟沒有回應要求：可能空間已滿、發生故障或已經中斷連線。",
  libraryReadOnly: ({ path }) => `${library(path)}無法寫入，請開放檔案與資料夾的寫入權限。`,
  libraryDamaged: ({ path }) =>
    `${library(path, "書庫檔案")}已損壞。請保留原檔，並還原備份，或救出讀得到的內容。`,
  libraryAltered: ({ path }) => `${file(path)} 的結構被硃批以外的程式改動過，檔案沒有更動。`,
  readOnly: () => "這個書庫以唯讀方式開啟，不能修改。",
  backupFailed: ({ path, reason }) => `無法寫入備份 ${file(path)}：${reason}。`,
  backupUnsound: ({ path }) => `${file(path)} 沒有通過檢查，所以沒有採用。`,
  noSuchBackup: ({ path }) => `已經找不到備份 ${file(path)}。`,
  salvageNothing: (params) => `從 ${file(params.path)} 救不出任何內容：${barren(params)}請還原備份。`,
  cancelled: () => "已停止，沒有任何變更。",
  libraryFailed: ({ reason }) => `書庫無法完成這個動作：${reason}。`,
  noSuchDocument: () => "書庫裡已經沒有這篇訪談。",
  noSuchSpeaker: () => "訪談裡已經沒有這位說話者。",
  nobodyNamed: (params) =>
    params.known === ""
      ? `沒有名為「${params.name}」的發言者。`
      : `沒有名為「${params.name}」的發言者。發言者有：${params.known}。`,
  noSuchAnnotation: () => "這則批註已經不在了。",
  noSuchTag: (params) => `沒有「${params.reference}」這個標籤。`,
  ambiguousTag: (params) => `「${params.reference}」可能指好幾個標籤：${params.candidates}。`,
  badTagName: () => "標籤的名稱不能有「/」或控制字元。",
  tagNameTaken: (params) => `已經有「${params.path}」這個標籤了。請換個名稱，或將兩者合併。`,
  badShortcut: () => "標籤的按鍵是一個數字，或 a 到 z 的一個字母。",
  shortcutTaken: (params) => `按鍵 ${params.shortcut} 已屬於標籤「${params.path}」。`,
  tagIntoItself: () => "標籤不能移到它自己之下，也不能與自己合併。",
  noSuchMemo: () => "這則備忘已經不在了。",
  noSuchSection: () => "這一節剛才已經變動。",
  noSuchBlock: () => "這個段落剛才已經變動。",
  outOfBounds: () => "文中沒有這段文字。",
  damagedText: () => "這篇訪談的文字已損壞，修復以前不能修改，也不能劃記。請檢查書庫。",
  emptySelection: () => "這段選取只有空白。",
  emptyField: () => "這一欄不能空白。",
  noLabel: () => "這一行的開頭沒有可以當作說話者的稱呼。",
  noSuchLabel: ({ alias }) => `這位說話者沒有「${alias}」這個稱呼。`,
  notSpeech: () => "這一行不是發言，請先改成段落。",
  nothingToUndo: () => "沒有可以復原的動作。",
  nothingToRedo: () => "沒有可以重做的動作。",
  noSuchHistoryEntry: () => "歷程裡已經沒有這一步。",
  historyConflict: () => "這一步與書庫現在的內容不符，沒有任何變更。",
  linkRefused: () => "只會開啟網頁與郵件連結。",
  linkFailed: () => "沒有程式可以開啟這個連結。",
  folderFailed: () => "沒有程式可以顯示這個資料夾。",
  clipboardFailed: () => "無法使用剪貼簿。",
  interrupted: () => "動作中斷了，請再試一次。",
  panicked: () => "硃批出了錯。書庫完好無損，詳情請見記錄檔。",
};
