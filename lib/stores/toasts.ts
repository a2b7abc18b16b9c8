/** Short messages at the foot of the page, some with one way out ("Undo"). */
import { create } from 'zustand';

export type Toast = {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action?: { readonly label: string; readonly perform: () => void };
  /** Stays until it is closed. */
  readonly lasting?: boolean;
  /** Called once when it goes without its action having been taken. */
  readonly onGone?: () => void;
};

type Toasts = { readonly toasts: readonly Toast[] };

export const useToasts = create<Toasts>()(() => ({ toasts: [] }));

const TIME = 8000;
let next = 1;

export function showToast(toast: Omit<Toast, 'id'>): number {
  const id = next++;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }] }));
  if (toast.lasting !== true) setTimeout(() => dismissToast(id), TIME);
  return id;
}

export function dismissToast(id: number, taken = false): void {
  const toast = useToasts.getState().toasts.find((candidate) => candidate.id === id);
  if (!toast) return;
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((candidate) => candidate.id !== id) }));
  if (!taken) toast.onGone?.();
}
