"""A small Backstage project to preview."""

from pathlib import Path

KEY = "6f1ed002ab5595859014ebf0951522d9" * 2

FILES = {
    "package.json": '{"workspaces": ["packages/*"]}',
    "packages/backend/package.json": '{"dependencies": {"@spotify/backstage-plugin-insights-backend": "^0.8.1"}}',
    "app-config.yaml": """\
app:
  baseUrl: https://portal.example.com
catalog:
  locations:
    - type: file
      target: ../../examples/entities.yaml
    - type: file
      target: ../../examples/org.yaml
      rules:
        - allow: [User, Group]
backstageInsights:
  captureEntityFields:
    - spec.system
    - spec.tier
    - metadata.annotations.example.org/contact
    - owner
    - metadata.tags
  captureIdentityFields:
    - spec.profile.email
  captureIdentityGroupsFilter:
    spec.type: [team]
""",
    "examples/entities.yaml": """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: petstore
  description: The petstore of the shop
  annotations:
    example.org/contact: call bob.smith@example.com
    github.com/project-slug: acme/petstore
  tags: [java, grpc]
spec:
  type: service
  lifecycle: production
  owner: user:alice
  system: shop
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: petstore
spec:
  type: openapi
  lifecycle: production
  owner: team-a
  definition: "openapi: 3.1.0"
""",
    "examples/org.yaml": """\
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: alice
spec:
  profile:
    displayName: Alice Smith
    email: alice@example.com
  memberOf: [team-a, tribe-b]
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-a
spec:
  type: team
  children: []
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: tribe-b
spec:
  type: tribe
  children: []
""",
}


def write_sample(folder: Path) -> None:
    """Write the project into *folder*."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
