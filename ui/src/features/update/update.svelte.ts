// Owns one update of a document from a file: the report, what is decided about its entries, how far the work is, and
// storing it. Nothing is stored before `commit`.
import { call, Refused } from "../../lib/api/client";
import type { ImportSource, Outcome, UpdateEntry, UpdateReport, Verdict } from "../../lib/api/generated";
import { formatNumber } from "../../lib/messages/format";
import { t } from "../../lib/messages/index.svelte";
import { app } from "../../lib/state/app.svelte";
import { publishChange } from "../../lib/state/changes";
import { describeError, reportError } from "../../lib/state/errors";
import { isStopped } from "../../lib/state/longTask.svelte";
import { onProgress } from "../../lib/tauri/events";
import { acceptCertain, countOpen, decisionsOf, listEntries, type Verdicts } from "./decisions";

/** A corrected version on its way into the library. */
export class Update {
  readonly document: string;
  readonly source: ImportSource;
  state: "reading" | "ready" | "storing" | "refused" = $state("reading");
  report: UpdateReport | null = $state.raw(null);
  /** Why it cannot go on, in the user's language; looking again is offered. */
  error: string | null = $state(null);
  /** How far the work is, from 0 to 1; null while that is not known. */
  share: number | null = $state(null);
  verdicts: Verdicts = $state.raw(new Map());
  /** The encoding the user chose to read the file in; null for the one that is found. */
  encoding: string | null = $state(null);
  /** Which kind is listed; null for all. */
  filter: Outcome | null = $state(null);

  readonly entries: readonly UpdateEntry[] = $derived(listEntries(this.report?.entries ?? []));
  readonly shown: readonly UpdateEntry[] = $derived(
    this.filter === null ? this.entries : this.entries.filter(({ outcome }) => outcome === this.filter),
  );
  readonly open: number = $derived(countOpen(this.entries, this.verdicts));

  constructor(document: string, source: ImportSource, encoding: string | null) {
    this.document = document;
    this.source = source;
    this.encoding = encoding;
  }

  /** Reads the file in another encoding. What was decided was about other words. */
  readIn(encoding: string): Promise<boolean> {
    this.encoding = encoding;
    this.verdicts = new Map();
    return this.read();
  }

  /** Listens to how far the work is. Returns a function that stops it. */
  listen(): () => void {
    const connection = onProgress(({ task, done, total }) => {
      if (task === "update" && total > 0) this.share = Math.min(1, done / total);
    });
    return () => void connection.then((stop) => stop());
  }

  /** Makes the report, anew where there was one; gives back false when that was stopped. */
  async read(): Promise<boolean> {
    const { encoding } = this;
    this.state = "reading";
    this.share = this.error = this.report = null;
    this.filter = null;
    try {
      this.report = await call("update_preview", {
        document: this.document,
        source: this.source,
        encoding,
        withKept: false,
      });
      // What was decided holds for what is still asked.
      const asked = new Set(this.report.entries.map(({ annotation }) => annotation.id));
      const places = [...this.verdicts].filter(([id, { kind }]) => asked.has(id) && kind !== "place");
      this.verdicts = new Map(places);
      this.state = "ready";
    } catch (reason) {
      if (isStopped(reason)) return false;
      this.error = describeError(reason);
      this.state = "refused";
    }
    return true;
  }

  /** Stops the work under way. */
  async stop(): Promise<void> {
    await call("task_cancel", {}).catch(reportError);
  }

  /** Decides about an annotation; null takes the decision back. */
  decide(annotation: string, verdict: Verdict | null): void {
    const verdicts = new Map(this.verdicts);
    if (verdict === null) verdicts.delete(annotation);
    else verdicts.set(annotation, verdict);
    this.verdicts = verdicts;
  }

  acceptAll(): void {
    this.verdicts = acceptCertain(this.entries, this.verdicts);
  }

  /** Stores the update. True when the document is the new text. */
  async commit(): Promise<boolean> {
    const { report } = this;
    if (report === null || this.state !== "ready" || report.isSame) return false;
    this.state = "storing";
    this.share = null;
    try {
      const { counts, change } = await call("update_commit", {
        document: this.document,
        revision: report.revision,
        digest: report.digest,
        shown: report.shown,
        source: this.source,
        encoding: report.encoding,
        decisions: decisionsOf(this.verdicts),
      });
      publishChange(change);
      if (change !== null) {
        const words = t.update.done(
          formatNumber(counts.kept + counts.moved),
          formatNumber(counts.changed),
          formatNumber(counts.orphaned),
        );
        app.offerUndo(words, change);
      }
      return true;
    } catch (reason) {
      this.state = "ready";
      if (isStopped(reason)) return false;
      const isStale = reason instanceof Refused && reason.isAbout("stale-revision");
      const isOld = reason instanceof Refused && reason.isAbout("stale-report");
      const isOther = reason instanceof Refused && reason.isAbout("source-changed");
      this.error = isStale
        ? t.update.stale
        : isOld
          ? t.update.staleReport
          : isOther
            ? t.update.sourceChanged
            : describeError(reason);
      if (isStale || isOld || isOther) this.state = "refused";
      return false;
    }
  }
}
