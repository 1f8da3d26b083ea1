extension kubernetes as k8s
import 'kubernetes@1.0.0' with { namespace: 'default' } as legacy
