import { Lab } from '../../../lab/dist/app.js';
import { addressOf } from '../../../lab/dist/judge.js';
import { labApps, type LabApp, type LabEndpoint } from '../../../lab/dist/truth.js';
import { NotInstalled, type Running, type VerdictCase } from './case.ts';

export interface OpenLab {
  readonly cases: readonly VerdictCase[];
  /** Fetches what these cases need from npm, which takes the whole process for a while. */
  readonly prepare: (wanted: readonly VerdictCase[]) => void;
  readonly close: () => void;
}

/** The real servers whose answers were measured; none where the lab's folder is not there. */
export function openLab(): OpenLab {
  const apps = labApps();
  if (apps.length === 0) return { cases: [], prepare: () => {}, close: () => {} };
  let lab: Lab | null = null;
  let port = 26_000;
  const start = async (app: LabApp, endpoint: LabEndpoint): Promise<Running> => {
    lab ??= new Lab();
    const complaint = lab.install(app);
    if (complaint) throw new NotInstalled(complaint);
    port += 10;
    const own = port;
    const stop = await lab.start(app, own).catch((error: unknown) => {
      throw app.source === 'debian' ? new NotInstalled(String(error)) : error;
    });
    const { url, page, ...options } = await addressOf(app, endpoint, own);
    return { url, page, options, close: stop };
  };
  const apart = new Map<VerdictCase, LabApp>();
  for (const app of apps) {
    for (const [index, endpoint] of app.endpoints.entries()) {
      const one: VerdictCase = {
        family: 'lab',
        name: app.endpoints.length > 1 ? `${app.name}, ${index + 1}` : app.name,
        policy: endpoint.policy,
        because: `measured: ${app.verdict}`,
        real: true,
        start: () => start(app, endpoint),
      };
      apart.set(one, app);
    }
  }
  return {
    cases: [...apart.keys()],
    prepare: (wanted) => {
      const needed = wanted.map((one) => apart.get(one)).filter((app) => app !== undefined);
      if (needed.length > 0) lab ??= new Lab();
      for (const app of needed) lab?.install(app);
    },
    close: () => lab?.close(),
  };
}
