import { Disposable, env, l10n, type QuickPickItem, ThemeIcon, Uri, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import type { Logger } from "../core/index.ts";
import { type CvatObject, type ExplorerFeature, titleOf } from "../explorer/index.ts";
import type { Scope, Scopes } from "../organizations/index.ts";
import { pickPerson } from "../people/index.ts";
import type { Myself } from "../permissions/index.ts";
import {
  type Clock,
  type Commands,
  escapeIcons,
  type Handler,
  type Memory,
  type Notifications,
  plainText,
} from "../ui/index.ts";
import { Drafts } from "./drafts.ts";
import { Forms, viewType } from "./forms.ts";
import { Places } from "./reading.ts";

/** More forms at once are nobody's wish. */
const mostAtOnce = 5;
/** Nobody is in more. */
const mostOrganizations = 2000;

export interface FormsFeatureNeeds {
  readonly extension: Uri;
  readonly session: Session;
  readonly scopes: Scopes;
  readonly commands: Pick<Commands, "register">;
  readonly notifications: Pick<Notifications, "inform" | "warn">;
  readonly explorer: ExplorerFeature;
  readonly myself: Pick<Myself, "soon">;
  readonly workspaceState: Memory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signIn: () => unknown;
}

export interface FormsFeature {
  /** Opens the form of an object of the account that is signed in. */
  edit(object: CvatObject): void;
  dispose(): void;
}

type FormCommand =
  "cvat.edit" | "cvat.editOrganization" | "cvat.saveForm" | "cvat.reopenDraft" | "cvat.discardDraft";

/** Editing in forms. */
export function registerForms(needs: FormsFeatureNeeds): FormsFeature {
  const { scopes } = needs;
  const drafts = new Drafts(needs.workspaceState, needs.logger);
  const places = new Places();
  const forms = new Forms({
    ...needs,
    drafts,
    places,
    pickPerson,
    openExternal: (address) => env.openExternal(Uri.parse(address, true)),
    copy: (text) => env.clipboard.writeText(text),
  });
  const edit = (object: CvatObject): void => {
    const scope = scopes.current;
    if (!scope) return;
    notePlace(places, scope);
    const { kind: noun, entity } = object;
    forms.open({ account: scope.connection.id, noun, id: entity.id }, titleOf(object));
  };
  const registered = Disposable.from(
    forms,
    drafts,
    needs.commands.register(handlersOf(needs, { forms, drafts, edit })),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        if (scopes.current) notePlace(places, scopes.current);
        forms.adopt(panel, state);
        return Promise.resolve();
      },
    }),
  );
  return {
    edit,
    dispose: () => {
      registered.dispose();
    },
  };
}

interface Parts {
  readonly forms: Forms;
  readonly drafts: Drafts;
  readonly edit: (object: CvatObject) => void;
}

function handlersOf(needs: FormsFeatureNeeds, { forms, drafts, edit }: Parts): Record<FormCommand, Handler> {
  const { explorer, notifications, scopes } = needs;
  return {
    "cvat.edit": async (...args) => {
      const objects = (await explorer.objects(args, l10n.t("Edit"))) ?? [];
      for (const object of objects.slice(0, mostAtOnce)) edit(object);
      if (objects.length > mostAtOnce) {
        void notifications.inform(l10n.t("At most {0} forms are opened at once.", mostAtOnce));
      }
    },
    "cvat.editOrganization": async () => {
      const scope = scopes.current;
      const organization = scope && (await askForOrganization(scope, scopes.signal));
      if (!scope || !organization) return;
      const { id, name } = organization;
      forms.open({ account: scope.connection.id, noun: "organization", id }, plainText(name));
    },
    "cvat.saveForm": () => forms.saveActive(),
    "cvat.reopenDraft": (...args) => {
      for (const { key } of explorer.drafts(args)) {
        const draft = forms.draft(key);
        if (draft) forms.open(draft.identity, draft.title);
      }
    },
    "cvat.discardDraft": (...args) => {
      for (const { key } of explorer.drafts(args)) {
        const draft = forms.draft(key);
        if (draft) drafts.remove(draft.identity);
      }
    },
  };
}

interface Named {
  readonly id: number;
  readonly name: string;
}

/** The current one; where there is none, the person says which. */
async function askForOrganization(scope: Scope, gone: AbortSignal): Promise<Named | undefined> {
  const { organization, connection } = scope;
  if (organization.kind === "organization") return organization;
  const load = async () => {
    const { rows } = await connection.client.organizations.list().first(mostOrganizations, { signal: gone });
    return rows.map((one): QuickPickItem & { readonly organization: Named } => ({
      organization: { id: one.id, name: one.name || one.slug },
      label: escapeIcons(plainText(one.name, 80) || plainText(one.slug, 80)),
      description: escapeIcons(plainText(one.slug, 40)),
      iconPath: new ThemeIcon("organization"),
    }));
  };
  const chosen = await window.showQuickPick(load(), {
    title: l10n.t("Edit Organization"),
    placeHolder: l10n.t("Type to filter by name"),
    matchOnDescription: true,
  });
  return gone.aborted ? undefined : chosen?.organization;
}

/** Its name need not be asked for. */
function notePlace(places: Places, { organization }: Scope): void {
  if (organization.kind === "organization") places.note(organization.id, organization);
}
