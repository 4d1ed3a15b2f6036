import { live, livePage, times, type Family, type HostileCase } from '../case.ts';

const number = (path: string): number => Number(/\d+/.exec(path)?.[0] ?? 0);
const page = (
  name: string,
  html: string,
  files: HostileCase['files'] = () => html,
  limited = false,
): HostileCase => ({
  name,
  page: html + livePage,
  files: files ?? {},
  finds: ['/live'],
  limited,
});

export const frames: Family = {
  name: 'pages that frame themselves',
  cases: [
    page('by the same URL', '<iframe src=/></iframe><object data=/></object><embed src=/>'),
    page(
      'by another query each time',
      '<iframe src=/?1></iframe>',
      (path) => `<iframe src=/?${number(path) + 1}></iframe>`,
      true,
    ),
    page('by another fragment', '<iframe src=#a></iframe><iframe src=#b></iframe>'),
    page('two that frame each other', '<iframe src=/b.html></iframe>', (path) =>
      path === '/b.html' ? '<iframe src=/c.html></iframe>' : '<iframe src=/b.html></iframe>',
    ),
    page(
      'in a tree',
      times(9, (index) => `<iframe src=/?${index}></iframe>`),
      (path) => times(9, (index) => `<iframe src=/?${number(path) * 9 + index}></iframe>`),
      true,
    ),
    page(
      'by srcdoc',
      `<iframe srcdoc='<iframe src=/></iframe><iframe srcdoc="<iframe src=/?b></iframe>"></iframe>'></iframe>`,
    ),
    page(
      'by script',
      `<script>function f() { const i = document.createElement('iframe'); i.src = location.href + '?' + Math.random(); document.body.append(i); f() } f(); for (;;) { const j = document.createElement('iframe'); j.src = '/?' + n++; document.body.append(j) }</script>`,
    ),
    page(
      'by document.write',
      `<script>document.write('<iframe src=' + location.href + '></iframe><iframe src="javascript:parent.f()"></iframe>')</script>`,
    ),
    page(
      'by redirects',
      '<iframe src=/r1></iframe>',
      (path) => (_, response) => void response.writeHead(302, { location: `/r${number(path) + 1}` }).end(),
      true,
    ),
    page(
      'by srcdoc that is written in a loop',
      `<script>let s = '<p>'; for (let i = 0; i < 40; i++) s = '<iframe srcdoc="' + s.replace(/"/g, '&quot;').replace(/&/g, '&amp;') + '"></iframe>'; document.body.innerHTML = s</script>`,
    ),
    page(
      'by windows that open windows',
      `<script>const w = open('/'); w.document.write(document.documentElement.outerHTML); w.location = '/?w'; location = location; ${live}</script>`,
    ),
  ],
};
