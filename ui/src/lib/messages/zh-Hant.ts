// 繁體中文的訊息目錄：臺灣用語。形狀以英文目錄為準，由編譯器檢查。
import { actions, history, menu, time, window } from "./zh-Hant/app";
import { details, exporting, links, palette, settings, shortcuts, speakers } from "./zh-Hant/dialogs";
import { editing, replacing } from "./zh-Hant/editing";
import { errorCodes, errors } from "./zh-Hant/errors";
import { filtering, strip } from "./zh-Hant/filtering";
import { importing } from "./zh-Hant/importing";
import { brackets, layers } from "./zh-Hant/layers";
import { library } from "./zh-Hant/library";
import { annotations, outline, sidebar } from "./zh-Hant/panels";
import { reader } from "./zh-Hant/reader";
import { backups, comparison, doctor, readOnly, recovery } from "./zh-Hant/recovery";
import { diff, orphans, revisions, update } from "./zh-Hant/revisions";
import { closing, unsaved } from "./zh-Hant/safety";
import { finding, markingAll, searching, sought } from "./zh-Hant/searching";
import type { Messages } from "./types";
import { colours, languages, roles } from "./zh-Hant/words";

export const zhHant: Messages = {
  actions,
  annotations,
  backups,
  brackets,
  closing,
  colours,
  comparison,
  details,
  diff,
  doctor,
  editing,
  errorCodes,
  errors,
  exporting,
  filtering,
  finding,
  history,
  importing,
  languages,
  layers,
  library,
  links,
  markingAll,
  menu,
  orphans,
  outline,
  palette,
  readOnly,
  reader,
  recovery,
  replacing,
  revisions,
  roles,
  searching,
  settings,
  shortcuts,
  sidebar,
  sought,
  speakers,
  strip,
  time,
  unsaved,
  update,
  window,
};
