using System.Diagnostics;
using System.Runtime.Intrinsics.X86;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using TorchSharp;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>
/// All shapes of the networks with all of their outputs, under every instruction set that oneDNN may be limited to and without it. A process each, because oneDNN reads the
/// limit once.
/// </summary>
public sealed class InstructionSetTests
{
    private const string WithoutVariable = "BUNRAKU_TEST_WITHOUT_ONEDNN";
    private const string OneDnnComputes = "onednn_verbose,v1,primitive,exec,cpu,convolution";

    /// <summary>The limits that mean something on this processor, with what oneDNN then calls itself.</summary>
    public static TheoryData<string, string> Limits
    {
        get
        {
            var limits = new TheoryData<string, string>();
            foreach ((bool isThere, string limit, string name) in (ReadOnlySpan<(bool, string, string)>)
                [(Sse41.IsSupported, "SSE41", "isa:Intel SSE4.1"), (Avx.IsSupported, "AVX", "isa:Intel AVX"), (Avx2.IsSupported, "AVX2", "isa:Intel AVX2"), (Avx512F.IsSupported, "AVX512_CORE", "isa:Intel AVX-512")])
            {
                if (isThere)
                {
                    limits.Add(limit, name);
                }
            }

            return limits;
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Limits))]
    public async Task Every_shape_of_the_networks_is_right_under(string limit, string name)
    {
        string output = await RunChildAsync("ONEDNN_MAX_CPU_ISA", limit);

        Assert.Contains(name, output, StringComparison.Ordinal);
        Assert.Contains(OneDnnComputes, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shape_of_the_networks_is_right_without_oneDNN()
    {
        string output = await RunChildAsync(WithoutVariable, "1");

        Assert.DoesNotContain(OneDnnComputes, output, StringComparison.Ordinal);
    }

    /// <summary>Only ever started by the tests above.</summary>
    [Fact(Explicit = true)]
    public void Child()
    {
        LibTorch.Load();
        var placement = new TensorPlacement(torch.CPU);
        TorchThread.Run(() =>
        {
            Assert.True(Environment.GetEnvironmentVariable(WithoutVariable) is null || LibTorchSwitches.TrySetOneDnn(false));
            Assert.Null(ArithmeticProof.FirstFailure(ProofCases.Of(ProofSubject.All, 16, mostOutputs: int.MaxValue), TorchConvolutions.Of(placement), placement));
        });
    }

    private static async Task<string> RunChildAsync(string variable, string value)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-class", typeof(InstructionSetTests).FullName!, "-method", "*.Child", "-explicit", "only", "-noColor"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["ONEDNN_VERBOSE"] = "1";
        start.Environment[variable] = value;
        using Process child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        string said = string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("onednn_verbose", StringComparison.Ordinal)));
        Assert.True(child.ExitCode == 0, $"{variable}={value}: {said}");
        Assert.DoesNotContain("Total: 0", said, StringComparison.Ordinal);
        return output;
    }
}
