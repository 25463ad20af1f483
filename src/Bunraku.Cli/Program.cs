using Bunraku.Cli;

return await BunrakuCommandLine.RunAsync(args, Console.Out, Console.Error);
