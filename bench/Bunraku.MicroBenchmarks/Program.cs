using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Bunraku.MicroBenchmarks;

// In this process: the build of a project for each benchmark, which is the usual way, cannot find internal kernels.
IConfig config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
    .AddLogger(ConsoleLogger.Default);
BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks), typeof(FrameBenchmarks), typeof(PacketBenchmarks)]).Run(args, config);
