'use client';
/** Keeps a failure within the part where it happened, with a way on and the details to copy. */
import { Component, type ReactNode } from 'react';
import { logError } from '@/lib/util/log';
import { CrashNote } from './crash-note';

type Props = { readonly where: string; readonly children: ReactNode };
type State = { readonly failed: boolean };

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    logError(this.props.where, error);
  }

  override render(): ReactNode {
    return this.state.failed ? <CrashNote message="crashed" retry={() => this.setState({ failed: false })} /> : this.props.children;
  }
}
