"""From hours to pounds: what an option costs and what cost it avoids, each as a range."""
