/** Keeps a running scan's page current; the page is complete without it. */
interface StageProgress {
  readonly done: number;
  readonly total: number;
  readonly subject: string;
}

interface State {
  readonly status: string;
  readonly progress: Readonly<Record<string, StageProgress>>;
}

const page = document.querySelector<HTMLElement>('[data-scan]');
if (page?.dataset['scan'] !== undefined) follow(page, page.dataset['scan']);

function follow(page: HTMLElement, id: string): void {
  const events = new EventSource(`/api/v1/scans/${encodeURIComponent(id)}/events`);
  events.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const state: State = JSON.parse(data);
    if (state.status !== 'queued' && state.status !== 'running') {
      events.close();
      location.reload();
      return;
    }
    show(page, state);
  });
}

function show(page: HTMLElement, { status, progress }: State): void {
  const line = page.querySelector<HTMLElement>('[role=status]');
  const words = line?.dataset[status] ?? '';
  // Readers are told of a change, not of every event.
  if (line && line.textContent !== words) line.textContent = words;
  for (const row of page.querySelectorAll<HTMLElement>('[data-stage]')) {
    const stage = progress[row.dataset['stage'] ?? ''];
    if (stage) showStage(row, stage);
  }
}

function showStage(row: HTMLElement, { done, total, subject }: StageProgress): void {
  const bar = row.querySelector('progress');
  if (bar) {
    bar.max = Math.max(total, 1);
    bar.value = done;
  }
  const put = (selector: string, text: string): void => {
    const place = row.querySelector(selector);
    if (place) place.textContent = text;
  };
  put('[data-count]', `${done} of ${total}`);
  put('[data-subject]', subject);
}
