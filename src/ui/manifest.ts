/** What the manifest and the code both name. A test holds the two together. */

export const commandIds = [
  "cvat.signIn",
  "cvat.signOut",
  "cvat.getAccessToken",
  "cvat.switchOrganization",
  "cvat.goTo",
  "cvat.openInBrowser",
  "cvat.copyLink",
  "cvat.copyId",
  "cvat.refreshAll",
  "cvat.refreshRow",
  "cvat.filter",
  "cvat.clearFilter",
  "cvat.projects.refresh",
  "cvat.projects.filter",
  "cvat.projects.clearFilter",
  "cvat.tasks.refresh",
  "cvat.tasks.filter",
  "cvat.tasks.clearFilter",
  "cvat.jobs.refresh",
  "cvat.jobs.filter",
  "cvat.jobs.clearFilter",
  "cvat.loadMore",
  "cvat.loadAll",
  "cvat.retry",
  "cvat.dismissRow",
  "cvat.edit",
  "cvat.editOrganization",
  "cvat.saveForm",
  "cvat.reopenDraft",
  "cvat.discardDraft",
  "cvat.rename",
  "cvat.assign",
  "cvat.assignToMe",
  "cvat.setState",
  "cvat.setStage",
  "cvat.undo",
  "cvat.newProject",
  "cvat.createFromLabels",
  "cvat.discardNewProject",
  "cvat.remove",
  "cvat.showLog",
] as const;

export type CommandId = (typeof commandIds)[number];

export const browseViews = ["cvat.projects", "cvat.tasks", "cvat.jobs"] as const;

export type BrowseView = (typeof browseViews)[number];

/** `empty` is what the welcome texts stand on: asked without a filter, and nothing came. Failures are rows. */
export type ViewContent = "loading" | "rows" | "empty";

/** The keys of `when` clauses with the values that they take. */
export type ContextValues = {
  /** A token that is refused leaves the views in place: it is still `signedIn` here. */
  "cvat.session": "restoring" | "signedOut" | "signedIn";
  "cvat.organization": "all" | "personal" | "organization";
  /** In the organization that is shown. Both are known only once a view is `empty`. */
  "cvat.mayCreate": boolean;
  "cvat.seesAll": boolean;
  /** The addresses of the documents with the labels of projects that are to be created. */
  "cvat.labelDocuments": readonly string[];
} & Record<`${BrowseView}.filtered`, boolean> &
  Record<`${BrowseView}.content`, ViewContent>;

export const contextKeys = [
  "cvat.session",
  "cvat.organization",
  "cvat.mayCreate",
  "cvat.seesAll",
  "cvat.labelDocuments",
  "cvat.projects.filtered",
  "cvat.tasks.filtered",
  "cvat.jobs.filtered",
  "cvat.projects.content",
  "cvat.tasks.content",
  "cvat.jobs.content",
] as const satisfies readonly (keyof ContextValues)[];
