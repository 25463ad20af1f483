// Each test drives a whole program and a browser, and waits for them most of the time. More than two classes at a time would wait for each other.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]
[assembly: Trait("Category", "Browser")]
[assembly: Bunraku.EndToEnd.EndsStudios]
