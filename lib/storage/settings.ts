/** The few settings of this browser, in local storage: small, and needed before the first paint. */
import { z } from 'zod';

const KEY = 'skipbook.settings';

const settingsSchema = z.object({
  language: z.enum(['en', 'zh']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Whether letters without Ctrl or Alt are shortcuts (WCAG 2.1.4). */
  singleKeys: z.boolean().default(true),
  /** The starter notebook was made. */
  started: z.boolean().default(false),
  /** Id of the starter notebook while the guided build is offered there. */
  starter: z.string().nullable().default(null),
  /** The graph that the guided first build points into. */
  guide: z.object({ notebook: z.string(), graph: z.string() }).nullable().default(null),
});
export type Settings = z.infer<typeof settingsSchema>;

function preferred(): Settings {
  return { language: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en', theme: 'system', singleKeys: true, started: false, starter: null, guide: null };
}

/** What was kept; where nothing was, or it cannot be read, what the browser prefers. */
export function loadSettings(): Settings {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(localStorage.getItem(KEY) ?? ''));
    return parsed.success ? parsed.data : preferred();
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
