// 繁體中文的訊息目錄：臺灣用語。形狀以英文目錄為準，由編譯器檢查。
import { actions, history, menu, time, window } from "./zh-Hant/app";
import {
  details,
  exporting,
  quoting,
  links,
  palette,
  places,
  settings,
  shortcuts,
  speakers,
  verifying,
} from "./zh-Hant/dialogs";
import { editing, replacing } from "./zh-Hant/editing";
import { errorCodes, errors } from "./zh-Hant/errors";
import { filtering, strip } from "./zh-Hant/filtering";
import { importing } from "./zh-Hant/importing";
import { reports } from "./zh-Hant/reports";
import { brackets, layers } from "./zh-Hant/layers";
import { keys } from "./zh-Hant/keys";
import { library } from "./zh-Hant/library";
import { crosslinks, memos } from "./zh-Hant/memos";
import { annotations, outline, sidebar } from "./zh-Hant/panels";
import { reader } from "./zh-Hant/reader";
import { backups, comparison, doctor, readOnly, recovery } from "./zh-Hant/recovery";
import { diff, orphans, revisions, update } from "./zh-Hant/revisions";
import { closing, unsaved } from "./zh-Hant/safety";
import { finding, markingAll, searching, sought } from "./zh-Hant/searching";
import { trouble } from "./zh-Hant/trouble";
import type { Messages } from "./types";
import { tags } from "./zh-Hant/tags";
import { templates } from "./zh-Hant/templates";
import { colours, languages, roles, tasks } from "./zh-Hant/words";

export const zhHant: Messages = {
  actions,
  annotations,
  backups,
  brackets,
  closing,
  colours,
  comparison,
  crosslinks,
  details,
  diff,
  doctor,
  editing,
  errorCodes,
  errors,
  exporting,
  quoting,
  filtering,
  finding,
  history,
  importing,
  reports,
  keys,
  languages,
  layers,
  library,
  links,
  markingAll,
  memos,
  menu,
  orphans,
  outline,
  palette,
  places,
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
  tags,
  tasks,
  templates,
  time,
  trouble,
  verifying,
  unsaved,
  update,
  window,
};
