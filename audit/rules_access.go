package audit

// accessRules are what is asked of roles, parameters and outputs.
func accessRules() []rule {
	return []rule{
		{
			code: "AML786", control: "RA-01", level: required, typ: typeRole,
			path: "properties.roleDefinitionId", op: opContainsNone, want: values(text("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"), text("b24988ac-6180-42a0-ab88-20f7382dd24c"), text("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"), text("f58310d9-a9f6-439a-9e8d-f62e7b41a168")),
			wrong:   text("8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
			title:   "no role may do everything",
			why:     "Owner, Contributor and those who assign roles can undo every protection.",
			sources: []string{"MCSB:PA-7 (no Owner, Contributor, User Access Administrator, RBAC Administrator)"},
		},
		{
			code: "AML787", control: "RA-02", level: recommended, typ: typeRole,
			path: "properties.principalType", op: opEquals, want: values(text("ServicePrincipal")),
			spare:   isNamedPrincipal,
			title:   "a role names the type of its principal",
			why:     "Azure looks for a fresh identity in the wrong place otherwise, and the assignment fails.",
			sources: []string{"Microsoft RBAC template guidance (replication delay)"},
		},
		{
			code: "AML788", control: "T-01", level: required, typ: typeTemplate,
			op:      opSecureDefault,
			title:   "a secure parameter has no default",
			why:     "A default is in the template for everyone to read.",
			sources: []string{"KICS:4d2cf896-c053-4be5-9c95-8b4771112f29", "arm-ttk:Secure-String-Parameters-Cannot-Have-Default", "MCSB:IM-8"},
		},
		{
			code: "AML789", control: "T-02", level: required, typ: typeTemplate,
			op:      opNoSecretOutput,
			title:   "no output gives a secret away",
			why:     "Outputs are kept in the history of the deployment for everyone who may read it.",
			sources: []string{"arm-ttk:Outputs-Must-Not-Contain-Secrets", "MCSB:IM-8", "PSRule:Azure.Deployment.OutputSecretValue"},
		},
	}
}
