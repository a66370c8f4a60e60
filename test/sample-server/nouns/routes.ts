import type { Route } from "../http/router.ts";
import { absentRoutes } from "./absent.ts";
import { accessTokenRoutes } from "./access-tokens.ts";
import { annotationRoutes } from "./annotations.ts";
import { authenticationRoutes } from "./authentication.ts";
import { backupRoutes } from "./backups.ts";
import { commentRoutes } from "./comments.ts";
import { dataMetaRoutes } from "./data-meta.ts";
import { taskDataRoutes } from "./frames.ts";
import { goneRoutes } from "./gone.ts";
import { guideRoutes } from "./guides.ts";
import { invitationRoutes } from "./invitations.ts";
import { issueRoutes } from "./issues.ts";
import { jobRoutes } from "./jobs.ts";
import { labelRoutes } from "./labels.ts";
import { membershipRoutes } from "./memberships.ts";
import { organizationRoutes } from "./organizations.ts";
import { pageRoutes } from "./pages.ts";
import { projectRoutes } from "./projects.ts";
import { requestRoutes } from "./requests.ts";
import { serverRoutes } from "./server.ts";
import { taskRoutes } from "./tasks.ts";
import { userRoutes } from "./users.ts";
import { validationLayoutRoutes } from "./validation-layout.ts";

export function allRoutes(): Route[] {
  return [
    ...serverRoutes(),
    ...pageRoutes(),
    ...authenticationRoutes(),
    ...accessTokenRoutes(),
    ...userRoutes(),
    ...organizationRoutes(),
    ...membershipRoutes(),
    ...invitationRoutes(),
    ...projectRoutes(),
    ...taskRoutes(),
    ...taskDataRoutes(),
    ...dataMetaRoutes(),
    ...backupRoutes(),
    ...goneRoutes(),
    ...guideRoutes(),
    ...issueRoutes(),
    ...commentRoutes(),
    ...validationLayoutRoutes(),
    ...annotationRoutes(),
    ...jobRoutes(),
    ...labelRoutes(),
    ...requestRoutes(),
    ...absentRoutes(),
  ];
}
