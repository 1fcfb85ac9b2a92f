// The English catalogue, which is also the shape of every other. One file an area of the interface; functions take
// what a sentence is about.
import { actions, history, menu, time, window } from "./en/app";
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
} from "./en/dialogs";
import { editing, replacing } from "./en/editing";
import { errorCodes, errors } from "./en/errors";
import { filtering, strip } from "./en/filtering";
import { importing } from "./en/importing";
import { reports } from "./en/reports";
import { brackets, layers } from "./en/layers";
import { keys } from "./en/keys";
import { library } from "./en/library";
import { crosslinks, memos } from "./en/memos";
import { annotations, outline, sidebar } from "./en/panels";
import { reader } from "./en/reader";
import { backups, comparison, doctor, readOnly, recovery } from "./en/recovery";
import { diff, orphans, revisions, update } from "./en/revisions";
import { closing, unsaved } from "./en/safety";
import { finding, markingAll, searching, sought } from "./en/searching";
import { tags } from "./en/tags";
import { templates } from "./en/templates";
import { trouble } from "./en/trouble";
import { colours, languages, roles, tasks } from "./en/words";

export const en = {
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
