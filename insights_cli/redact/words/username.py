"""Words that are no part of a person's login."""

from insights_cli.redact.words import vocabulary

# Accounts of machines and examples, and pages that stand where a login could.
SYSTEM_USERS = vocabulary(
    """
    root admin administrator ubuntu ec2-user centos debian fedora user users username runner jenkins vagrant
    app node www www-data nginx postgres mysql redis git gitlab github gitea svn deploy deployer build builder
    ci cd work workspace src code coder gitpod codespace vscode docker pi test tester guest nobody daemon
    service svc system circleci travis appuser airflow jovyan spark hadoop elastic kafka public shared default
    me self current name login list search all new create edit id bot automation oauth2 oauth token
    x-access-token x-token-auth ssh ops me.json signup signin logout register profile settings index api v1 v2
    v3 {id} anonymous somebody someone you yourname your-name myuser my-user example johndoe foo bar none null
    unknown unassigned
    vacant pending various several tbd n a na helm argocd argo flux terraform ansible pulumi crossplane kustomize
    backstage scaffolder
    renovate dependabot github-actions tekton spinnaker
    """
)

# Parts of a name that make it one of a team or an account of a program: `jane.payments`.
NO_PERSON = SYSTEM_USERS - {"user", "a", "n", "name", "all", "you", "pi"} | vocabulary(
    """
    team teams squad squads tribe tribes guild chapter crew group groups dept department division unit org
    organization company inc llc gmbh ltd platform platforms infra infrastructure core data devops dev devs ops
    sre security sec eng engineering engineers engineer backend frontend fullstack mobile web api apis service
    services svc system systems cloud support helpdesk it qa product products payments payment billing checkout
    identity auth search growth marketing sales finance legal hr design analytics ml ai research architecture
    networking network database db storage observability monitoring release delivery integration integrations
    client clients server gateway portal app apps tools tooling enablement experience ux ui docs documentation
    catalog internal external shared common library sdk cli test testing prod production staging maintainers
    owners admins developers reviewers approvers leads oncall on-call contributors community public private
    owner operations customer customers partner partners business digital enterprise global local regional
    central foundation foundations main master default unknown bot robot agent service-account account accounts
    default-owner alerts notifications manager
    """
)

# A last part that makes it a file.
FILES = vocabulary("yaml yml json md txt html xml csv js ts py go java sh toml ini pdf png svg")

# A last part that is a domain: `fly.io` is no person.
TLDS = vocabulary(
    """
    io com net org dev ai app js ts py rs go sh cd co me tv cloud tech info biz de uk eu us xyz local internal
    yaml yml json md
    """
)
