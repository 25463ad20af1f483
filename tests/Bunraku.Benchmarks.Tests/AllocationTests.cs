using BenchmarkDotNet.Attributes;
using Bunraku.MicroBenchmarks;

namespace Bunraku.Benchmarks.Tests;

/// <summary>What runs for every frame or packet allocates what is written here, and not a byte more. Times differ from machine to machine; bytes do not.</summary>
public sealed class AllocationTests
{
    /// <summary>A face is its 52 weights, of 8 bytes each, with angles and headers.</summary>
    private const long Face = 640;

    public static TheoryData<Type, string, long> Benchmarks => new()
    {
        { typeof(KernelBenchmarks), nameof(KernelBenchmarks.DenseLayer), 0 },
        { typeof(KernelBenchmarks), nameof(KernelBenchmarks.DenseLayerWithSine), 0 },
        { typeof(KernelBenchmarks), nameof(KernelBenchmarks.Sine), 0 },
        { typeof(KernelBenchmarks), nameof(KernelBenchmarks.WeightGradient), 0 },
        { typeof(FrameBenchmarks), nameof(FrameBenchmarks.Clear), 0 },
        { typeof(FrameBenchmarks), nameof(FrameBenchmarks.ToStraight), 0 },
        { typeof(FrameBenchmarks), nameof(FrameBenchmarks.OverBackground), 0 },
        { typeof(PacketBenchmarks), nameof(PacketBenchmarks.IFacialMocap), Face },
        { typeof(PacketBenchmarks), nameof(PacketBenchmarks.VTubeStudio), Face },
        { typeof(PacketBenchmarks), nameof(PacketBenchmarks.LiveLinkFace), Face },
        { typeof(PacketBenchmarks), nameof(PacketBenchmarks.OpenSeeFace), Face },
        { typeof(PacketBenchmarks), nameof(PacketBenchmarks.Vmc), Face },
    };

    [Theory]
    [MemberData(nameof(Benchmarks))]
    public void A_benchmark_allocates_what_is_written_here(Type type, string name, long most)
    {
        object benchmark = Activator.CreateInstance(type)!;
        foreach (var setup in type.GetMethods().Where(method => method.IsDefined(typeof(GlobalSetupAttribute), inherit: false)))
        {
            setup.Invoke(benchmark, null);
        }

        var method = type.GetMethod(name)!;
        Action run = method.ReturnType == typeof(bool) ? Checked(method.CreateDelegate<Func<bool>>(benchmark)) : method.CreateDelegate<Action>(benchmark);
        run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }

    [Fact]
    public void Every_benchmark_has_its_number() => Assert.Equal(
        typeof(KernelBenchmarks).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(BenchmarkAttribute), inherit: false)).Select(method => method.Name).Order(),
        Benchmarks.Select(row => row.Data.Item2).Order());

    private static Action Checked(Func<bool> decode) => () => Assert.True(decode());
}
