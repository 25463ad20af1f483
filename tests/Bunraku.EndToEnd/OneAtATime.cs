// Each test drives a whole program and a browser: side by side they would measure each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
