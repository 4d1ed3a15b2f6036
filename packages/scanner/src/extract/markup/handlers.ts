/**
 * Names of event handler content attributes (HTML Standard 8.1.8.2, and those of pointer, touch, clipboard,
 * animation and transition events). Other `on…` attributes hold no code.
 */
const events = `abort animationcancel animationend animationiteration animationstart auxclick beforeinput beforematch
  beforetoggle blur cancel canplay canplaythrough change click close command contentvisibilityautostatechange contextlost
  contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop
  durationchange emptied ended error focus focusin focusout formdata fullscreenchange fullscreenerror gotpointercapture input
  invalid keydown keypress keyup load loadeddata loadedmetadata loadstart lostpointercapture mousedown mouseenter
  mouseleave mousemove mouseout mouseover mouseup mousewheel paste pause play playing pointercancel pointerdown
  pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup progress ratechange reset
  resize scroll scrollend scrollsnapchange scrollsnapchanging search securitypolicyviolation seeked seeking select
  selectionchange selectstart slotchange stalled submit suspend timeupdate toggle touchcancel touchend touchmove
  touchstart transitioncancel transitionend transitionrun transitionstart volumechange waiting webkitanimationend
  webkitanimationiteration webkitanimationstart webkittransitionend wheel begin end repeat afterprint beforeprint
  beforeunload gamepadconnected gamepaddisconnected hashchange languagechange message messageerror offline online
  pagehide pagereveal pageshow pageswap popstate rejectionhandled storage unhandledrejection unload`;

const handlerNames = new Set(events.split(/\s+/).map((event) => `on${event}`));

export function isEventHandler(name: string): boolean {
  return handlerNames.has(name);
}

const navigating = new Set(['href', 'xlink:href', 'src', 'action', 'formaction', 'data']);

/**
 * The code of a `javascript:` URL in an attribute that navigates (HTML Standard, "navigate to a javascript: URL").
 *
 * @returns where the code starts in the value, and the code percent-decoded; null where there is none
 */
export function javascriptUrl(name: string, value: string): { offset: number; code: string } | null {
  if (!navigating.has(name)) return null;
  // The URL parser strips leading control characters, and tabs and newlines anywhere.
  const scheme =
    /^[\p{Cc} ]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:/iu;
  const match = scheme.exec(value.slice(0, 200));
  if (match === null) return null;
  const code = percentDecoded(value.slice(match[0].length));
  return { offset: match[0].length, code };
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
