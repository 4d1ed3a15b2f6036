import type { Machine } from '../machine.ts';
import type { PropertyName } from '../values.ts';

/** Members of a window that the evaluator does not model: their values are not known. */
const ofBrowsers = new Set(
  `blur cancelIdleCallback captureEvents clearImmediate clientInformation close closed cookieStore createImageBitmap
  credentialless crossOriginIsolated documentPictureInPicture event external fence fetch find focus frameElement
  getScreenDetails getSelection launchQueue length locationbar menubar moveBy moveTo navigation navigator
  offscreenBuffering originAgentCluster pageXOffset personalbar print queryLocalFonts releaseEvents reportError
  resizeBy resizeTo safari scheduler screenLeft screenTop screenX screenY scroll scrollBy scrollTo scrollbars
  sharedStorage showDirectoryPicker showOpenFilePicker showSaveFilePicker speechSynthesis status statusbar stop
  styleMedia toolbar trustedTypes viewport`.split(/\s+/),
);
/** Names that pages give their settings, and browsers none of their interfaces (dictionaries are no globals). */
const ofPages = /(?:Options|Config|Configuration|Settings|Env)$/;
/** Globals by which the bundlers' own code finds what an earlier file of the same build has left there. */
const ofBundlers =
  /^(?:parcelRequire|parcelHotUpdate|webpack(?:Chunk|Jsonp|HotUpdate)|__webpack_|__turbopack|TURBOPACK)/;

/**
 * Whether a member of the global object is surely not set: no script that was read has set it, all were read (or
 * it is a bundler's own), and no browser has it.
 */
export function isAbsent(machine: Machine, name: PropertyName): boolean {
  if (typeof name !== 'string') return true;
  machine.missed(name);
  if (ofBundlers.test(name)) return true;
  if (
    !machine.allRead ||
    ofBrowsers.has(name) ||
    (/^(?:on[a-z]|webkit|moz|ms[A-Z])|^[A-Z][A-Za-z]*[a-z]/.test(name) && !ofPages.test(name))
  )
    return false;
  return !Object.hasOwn(machine.realm.document?.elements.byId ?? {}, name);
}
