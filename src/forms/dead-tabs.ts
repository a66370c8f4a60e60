import { type Tab, TabInputWebview, window } from "vscode";
import type { Clock } from "../ui/index.ts";

/** VS Code puts this before the kind of a panel. */
const vsCodes = "mainThreadWebview-";
/** So long VS Code may take to hand over a panel that it brings back, in milliseconds. */
const patience = 4000;

/**
 * Finds the tabs of panels whose extension host was killed. VS Code leaves them standing and hands them to no other host,
 * as it does with those that were there before the window was loaded anew; nothing else tells the two apart, because the
 * session's id is the same for everybody who has telemetry disabled. A tab that is looked at and for some seconds belongs
 * to no panel is dead. Of those behind others nothing is known until they are looked at.
 */
export class DeadTabs {
  readonly #viewType: string;
  readonly #clock: Clock;
  readonly #isLive: (column: number) => boolean;
  readonly #found: (tabs: readonly Tab[]) => void;
  readonly #registered: readonly { dispose(): unknown }[];
  #callOff: (() => void) | undefined;

  /**
   * @param isLive whether a panel is seen in an editor group, given by its column
   * @param found gets dead tabs, at least one
   */
  constructor(
    viewType: string,
    clock: Clock,
    isLive: (column: number) => boolean,
    found: (tabs: readonly Tab[]) => void,
  ) {
    this.#viewType = viewType;
    this.#clock = clock;
    this.#isLive = isLive;
    this.#found = found;
    const look = () => {
      this.#look();
    };
    const { tabGroups } = window;
    this.#registered = [tabGroups.onDidChangeTabs(look), tabGroups.onDidChangeTabGroups(look)];
    this.#look();
  }

  /** All tabs of this kind of panel, dead or not. */
  get all(): readonly Tab[] {
    return window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => this.#isOurs(tab));
  }

  dispose(): void {
    this.#callOff?.();
    for (const each of this.#registered) each.dispose();
  }

  /** Looks again in a while, if anything looks dead now. */
  #look(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    if (this.#suspects.length === 0) return;
    this.#callOff = this.#clock.after(patience, () => {
      this.#callOff = undefined;
      const dead = this.#suspects;
      if (dead.length > 0) this.#found(dead);
    });
  }

  get #suspects(): readonly Tab[] {
    return window.tabGroups.all.flatMap(({ activeTab, viewColumn }) =>
      activeTab && this.#isOurs(activeTab) && !this.#isLive(viewColumn) ? [activeTab] : [],
    );
  }

  #isOurs({ input }: Tab): boolean {
    if (!(input instanceof TabInputWebview)) return false;
    return input.viewType === this.#viewType || input.viewType === `${vsCodes}${this.#viewType}`;
  }
}
