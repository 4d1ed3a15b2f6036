import type { ReportedScan } from './site.tsx';
import { minute } from './time.tsx';

const step = 44;
const width = 22;
const top = 24;
const floor = 180;
const left = 34;

/** What a site's scans came to, the oldest at the left: failures and warnings as a bar, the verdict below it. */
export function Chart({ scans }: { scans: readonly ReportedScan[] }) {
  const most = Math.max(1, ...scans.map(({ summary: { fail, warn } }) => fail + warn));
  const unit = (floor - top) / most;
  const end = left + scans.length * step + 12;
  return (
    <div class="chart" tabIndex={0} role="group" aria-label="Findings of each scan, the oldest at the left">
      <svg width={end} height="252" viewBox={`0 0 ${end} 252`} role="list">
        <text x="0" y={top + 4}>
          {most}
        </text>
        <text x="0" y={floor + 4}>
          0
        </text>
        <line class="axis" x1={left - 10} x2={end} y1={top} y2={top} />
        <line class="axis" x1={left - 10} x2={end} y1={floor} y2={floor} />
        {scans.map((scan, index) => (
          <Column scan={scan} x={left + index * step} unit={unit} key={scan.id} />
        ))}
      </svg>
    </div>
  );
}

const marks = { fail: '✖', warn: '!', pass: '✔', error: '?' } as const;

function Column({ scan, x, unit }: { scan: ReportedScan; x: number; unit: number }) {
  const verdict = scan.verdict ?? 'error';
  const { fail, warn } = scan.summary;
  const center = x + width / 2;
  const words = `${minute(scan.createdAt)}: ${verdict}, ${fail} to fix, ${warn} warnings`;
  return (
    <g role="listitem">
      <a href={`/scans/${scan.id}`}>
        <title>{words}</title>
        <rect x={x - 6} y={top} width={width + 12} height="224" fill="transparent" />
        <rect class="bar-fail" x={x} y={floor - fail * unit} width={width} height={fail * unit} />
        <rect class="bar-warn" x={x} y={floor - (fail + warn) * unit} width={width} height={warn * unit} />
        <circle class={`dot-${verdict}`} cx={center} cy={floor + 20} r="11" />
        <text class="dot-mark" x={center} y={floor + 24} text-anchor="middle">
          {marks[verdict]}
        </text>
        <text x={center} y={floor + 48} text-anchor="middle">
          {scan.createdAt.slice(5, 10)}
        </text>
        <text x={center} y={floor + 63} text-anchor="middle">
          {scan.createdAt.slice(11, 16)}
        </text>
      </a>
    </g>
  );
}
