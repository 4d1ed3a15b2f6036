import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

const library = `<script>class Controller {}
  class Application { register(identifier, controller) {} load(definitions) {} }
  const application = new Application();</script>`;

function page(markup: string, script: string): string {
  return `${markup}${library}<script>${script}</script>`;
}

describe("Stimulus' controllers", () => {
  const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
    [
      'values of the element, converted',
      page(
        `<div data-controller="menu chat" data-chat-url-value="wss://chat.example" data-chat-room-id-value="7"
          data-chat-options-value='{"path":"/x"}' data-chat-secure-value="false"></div>`,
        `application.register('chat', class extends Controller {
          static values = { url: String, roomId: Number, options: Object, secure: Boolean };
          connect() { new WebSocket(this.urlValue + '/' + (this.roomIdValue + 1) + this.optionsValue.path + '/' + this.secureValue); }
        });`,
      ),
      ['connects wss://chat.example/8/x/false'],
    ],
    [
      'values by default, targets, and actions',
      page(
        `<div data-controller="feed--live"><i data-feed--live-target="out" data-path="/out"></i>
          <b data-action="keyup->other#leave click->feed--live#more:once"></b></div>`,
        `application.register('feed--live', class extends Controller {
          static targets = ['out', 'none'];
          static values = { host: { type: String, default: 'live.example' }, path: String };
          initialize() { this.base = 'wss://' + this.hostValue; }
          connect() { new WebSocket(this.base + this.pathValue + this.outTarget.dataset.path + this.outTargets.length + this.hasNoneTarget); }
          more() { new WebSocket(this.base + '/more'); }
        });`,
      ),
      ['connects wss://live.example/out1false', 'connects wss://live.example/more'],
    ],
    [
      'a definition of a list, and a value that changes',
      page(
        `<div data-controller="changed" data-changed-url-value="wss://changed.example"></div>`,
        `application.load([{ identifier: 'changed', controllerConstructor: class extends Controller {
          static values = { url: String };
          urlValueChanged(url) { new WebSocket(url); }
        } }]);`,
      ),
      ['connects wss://changed.example/'],
    ],
    [
      'each element with its own',
      page(
        `<i data-controller="own" data-path="/a"></i><i data-controller="own" data-path="/b"></i>`,
        `application.register('own', class extends Controller {
          connect() { new WebSocket('wss://own.example' + this.element.dataset.path); }
        });`,
      ),
      ['connects wss://own.example/a', 'connects wss://own.example/b'],
    ],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect((await told(html)).filter((line) => line.startsWith('connects'))).toEqual(lines);
  });
});
