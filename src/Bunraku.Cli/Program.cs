using Bunraku.Cli;
using Bunraku.Cli.Shell;
using Bunraku.Core.Files;

// Whoever prints, Studio and the runtime included, prints through these.
var output = GuardedWriter.Open(() => Console.Out);
Console.SetOut(GuardedWriter.Open(() => Console.Out));
Console.SetError(GuardedWriter.Open(() => Console.Error));
UserFolders.OnMissingHome = line => Console.Error.WriteLine($"bunraku: warning: {line}");
return await BunrakuCommandLine.RunAsync(args, output, Console.Error);
