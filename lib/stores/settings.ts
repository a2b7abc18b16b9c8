/** Language and theme of this browser; kept in local storage, read once at the start. */
import { create } from 'zustand';
import { loadSettings, saveSettings, type Settings } from '@/lib/storage/settings';

export const useSettings = create<Settings>()(() => ({ language: 'en', theme: 'system', singleKeys: true, started: false, starter: null, guide: null }));

/** Takes what was kept, or what the browser prefers. Call once, on the page. */
export function restoreSettings(): void {
  useSettings.setState(loadSettings());
}

export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
  saveSettings(useSettings.getState());
}
