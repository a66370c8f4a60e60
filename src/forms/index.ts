import { Disposable, env, l10n, Uri, window } from "vscode";
import type { Session } from "../accounts/index.ts";
import type { Logger } from "../core/index.ts";
import type { EditsFeature } from "../edits/index.ts";
import { type ExplorerFeature } from "../explorer/index.ts";
import { type CvatObject, titleOf } from "../objects/index.ts";
import {
  askForOrganization,
  labelOf,
  type OrganizationChoice,
  type Scope,
  type Scopes,
} from "../organizations/index.ts";
import { pickPerson } from "../people/index.ts";
import type { Myself } from "../permissions/index.ts";
import { type Clock, type Commands, type Handler, type Memory, type Notifications } from "../ui/index.ts";
import { Drafts } from "./drafts.ts";
import { Forms, viewType } from "./forms.ts";
import { Places } from "./reading.ts";

/** More forms at once are nobody's wish. */
const mostAtOnce = 5;

export interface FormsFeatureNeeds {
  readonly extension: Uri;
  readonly session: Session;
  readonly scopes: Scopes;
  readonly commands: Pick<Commands, "register">;
  readonly notifications: Pick<Notifications, "inform" | "warn">;
  readonly explorer: ExplorerFeature;
  readonly myself: Pick<Myself, "soon">;
  readonly edits: Pick<EditsFeature, "remember">;
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
    saved: (edit) => {
      needs.edits.remember(edit);
    },
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
      const organization = scope && (await organizationOf(scope, needs));
      if (!scope || organization?.kind !== "organization" || scope !== scopes.current) return;
      const { id } = organization;
      forms.open({ account: scope.connection.id, noun: "organization", id }, labelOf(organization));
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

/** The one that is shown; where there is none, the person says which. */
async function organizationOf(
  scope: Scope,
  { session, scopes }: FormsFeatureNeeds,
): Promise<OrganizationChoice | undefined> {
  if (scope.organization.kind === "organization") return scope.organization;
  return await askForOrganization(l10n.t("Edit Organization"), scope, {
    session,
    gone: scopes.signal,
    offers: ({ kind }) => kind === "organization",
  });
}

/** Its name need not be asked for. */
function notePlace(places: Places, { organization }: Scope): void {
  if (organization.kind === "organization") places.note(organization.id, organization);
}
