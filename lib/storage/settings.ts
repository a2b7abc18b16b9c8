/** The few settings of this browser, in local storage: small, and needed before the first paint, so they are read by hand: the library of schemas comes later. */
const KEY = 'skipbook.settings';

const themes = ['system', 'light', 'dark'] as const;

export type Settings = {
  readonly language: 'en' | 'zh';
  readonly theme: (typeof themes)[number];
  /** Whether letters without Ctrl or Alt are shortcuts (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** The starter notebook was made. */
  readonly started: boolean;
  /** Id of the starter notebook while the guided build is offered there. */
  readonly starter: string | null;
  /** The graph that the guided first build points into. */
  readonly guide: { readonly notebook: string; readonly graph: string } | null;
};

function preferred(): Settings {
  return { language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en', theme: 'system', singleKeys: true, started: false, starter: null, guide: null };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function guideOf(value: unknown): Settings['guide'] {
  const [notebook, graph] = [field(value, 'notebook'), field(value, 'graph')];
  return typeof notebook === 'string' && typeof graph === 'string' ? { notebook, graph } : null;
}

/** What can be read of what was kept; what the browser prefers for the rest. */
function settingsOf(kept: unknown): Settings {
  const usual = preferred();
  const [language, singleKeys, started, starter] = ['language', 'singleKeys', 'started', 'starter'].map((name) => field(kept, name));
  return {
    language: language === 'en' || language === 'zh' ? language : usual.language,
    theme: themes.find((theme) => theme === field(kept, 'theme')) ?? usual.theme,
    singleKeys: typeof singleKeys === 'boolean' ? singleKeys : usual.singleKeys,
    started: typeof started === 'boolean' ? started : usual.started,
    starter: typeof starter === 'string' ? starter : null,
    guide: guideOf(field(kept, 'guide')),
  };
}

/** What was kept; where nothing was, or it cannot be read, what the browser prefers. */
export function loadSettings(): Settings {
  try {
    return settingsOf(JSON.parse(localStorage.getItem(KEY) ?? ''));
  } catch {
    return preferred();
  }
}

/** Where storage is refused (private windows) the settings last as long as the page. */
export function saveSettings(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    return;
  }
}
