using Bunraku.Benchmarks;

return args is [FirstFrame.Switch, .. string[] rest] ? FirstFrame.RunChild(rest) : BenchCommand.Run(args, Console.Error);
