// A small real Backstage backend for the live tests: auth with the guest provider, the catalog, SQLite in memory.
const { createBackend } = require('@backstage/backend-defaults');
const { coreServices, createBackendModule, createBackendPlugin } = require('@backstage/backend-plugin-api');
const { authProvidersExtensionPoint, createProxyAuthProviderFactory } = require('@backstage/plugin-auth-node');

// Issues a token for whatever `sub` the test asks for, as a custom sign-in resolver could.
const chosen = createBackendModule({
  pluginId: 'auth',
  moduleId: 'chosen-provider',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'chosen',
          factory: createProxyAuthProviderFactory({
            authenticator: {
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async ({ req }) => ({ result: JSON.parse(String(req.headers['x-claims'])) }),
            },
            signInResolver: async ({ result }, ctx) => ctx.issueToken({ claims: result }),
          }),
        });
      },
    });
  },
});

// Stands in for the plugin that collects: the same id, and a permission, as far as its public text names them.
const collector = createBackendPlugin({
  pluginId: 'backstage-insights',
  register(env) {
    env.registerInit({
      deps: { permissions: coreServices.permissionsRegistry },
      async init({ permissions }) {
        permissions.addPermissions([
          { type: 'basic', name: 'backstage-insights.page.view', attributes: { action: 'read' } },
        ]);
      },
    });
  },
});

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(chosen);
backend.add(collector);
backend.start();
