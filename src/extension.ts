import process from "node:process";
import { type ExtensionContext, window, workspace } from "vscode";
import { connectionOf, readEnvironment, readServer, registerAccounts } from "./accounts/index.ts";
import { registerCreation } from "./creation/index.ts";
import { registerEdits } from "./edits/index.ts";
import { registerExplorer } from "./explorer/index.ts";
import { registerForms } from "./forms/index.ts";
import { GoToPicker, registerGoTo } from "./goto/index.ts";
import { registerOrganizations } from "./organizations/index.ts";
import { Myself } from "./permissions/index.ts";
import { registerRemoval } from "./removal/index.ts";
import { Commands, ContextKeys, Notifications, Settings, systemClock } from "./ui/index.ts";

const configuration = {
  get: (id: string): unknown => workspace.getConfiguration().get(id),
  update: (id: string, value: unknown) => workspace.getConfiguration().update(id, value, true),
};

/**
 * Builds the parts and registers them. A server is asked for nothing until somebody looks, unless the environment signs
 * in. VS Code waits for nothing of it: neither for a server nor for the keyring.
 */
export function activate(context: ExtensionContext): void {
  const { subscriptions, secrets, globalState, workspaceState, extensionUri: extension } = context;
  const logger = window.createOutputChannel("CVAT", { log: true });
  const clock = systemClock;
  const notifications = new Notifications(clock);
  const commands = new Commands(logger, notifications);
  const contextKeys = new ContextKeys();
  const base = { logger, clock, notifications, commands, contextKeys, globalState, workspaceState };

  const accounts = registerAccounts({
    ...base,
    secrets,
    settings: new Settings(configuration, logger),
    environment: readEnvironment(process.env),
    suggested: readServer(process.env),
  });
  const { session } = accounts;
  const whileSignedIn = commands.onlyWhile(
    () => connectionOf(session.state) !== undefined,
    () => {
      accounts.sayNotSignedIn();
    },
  );
  const signedIn = { ...base, session, commands: whileSignedIn };
  const organizations = registerOrganizations(signedIn);
  const { scopes } = organizations;
  const picker = new GoToPicker({ ...signedIn, scopes });
  const myself = new Myself(clock);
  const explorer = registerExplorer({ ...signedIn, scopes, picker, myself });
  const edits = registerEdits({ ...signedIn, scopes, explorer, myself });
  const removal = registerRemoval({ ...signedIn, scopes, explorer, myself });
  const creation = registerCreation({ ...signedIn, scopes, explorer, picker, myself });
  const signIn = () => accounts.signIn();
  const forms = registerForms({ ...signedIn, extension, scopes, explorer, myself, edits, signIn });
  const goTo = registerGoTo({ ...signedIn, scopes, picker, explorer, forms });
  const showLog = commands.register({
    "cvat.showLog": () => {
      logger.show();
    },
  });

  subscriptions.push(
    logger,
    accounts,
    organizations,
    explorer,
    edits,
    removal,
    creation,
    forms,
    goTo,
    showLog,
  );
  accounts.start().then(undefined, (error: unknown) => {
    logger.error(`Could not start: ${error instanceof Error ? (error.stack ?? error.message) : "failed"}`);
  });
}
