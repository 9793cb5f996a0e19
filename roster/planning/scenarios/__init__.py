"""A planner's questions: what a scenarios file says, how it is read, and what each change is called."""
