using System.Diagnostics;

namespace Bunraku.Siren.Tests;

/// <summary>
/// Runs the kernel tests again in child processes with the processor's vector instructions limited, because a limited process has
/// fewer registers and no FMA: other machine code than a narrow width in a wide process.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SimdLevelTests
{
    /// <summary>The trait of the tests that the child processes run.</summary>
    public const string Kernels = "Kernels";

    private const string ExpectedWidest = "BUNRAKU_TEST_WIDEST";

    // AVX-VNNI multiplies and adds at once; without it fixed point takes two instructions.
    private static readonly (string Variables, SimdWidth Widest)[] Limits =
    [
        ("DOTNET_EnableAVX512", SimdWidth.Vector256), ("DOTNET_EnableAVX512,DOTNET_EnableAVXVNNI", SimdWidth.Vector256), ("DOTNET_EnableAVX2", SimdWidth.Vector128), ("DOTNET_EnableHWIntrinsic", SimdWidth.Scalar),
    ];

    /// <summary>Whether this process is one of the children: it tests its widest width, because its parent tests the others.</summary>
    public static bool IsLimited => Environment.GetEnvironmentVariable(ExpectedWidest) is not null;

    /// <summary>The limits that change something on this machine.</summary>
    public static TheoryData<string, SimdWidth> LimitsHere => [.. Limits.Where(limit => limit.Widest < SimdWidths.Widest)];

    [Theory]
    [MemberData(nameof(LimitsHere))]
    public async Task Kernels_pass_with_instructions_switched_off(string variables, SimdWidth widest)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-trait", $"Category={Kernels}", "-noColor"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string variable in variables.Split(','))
        {
            start.Environment[variable] = "0";
        }

        start.Environment[ExpectedWidest] = widest.ToString();
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, $"{variables}=0: {output}{await errors}");
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", Kernels)]
    public void The_limit_of_this_process_took_effect()
    {
        string? expected = Environment.GetEnvironmentVariable(ExpectedWidest);
        if (expected is not null)
        {
            Assert.True(SimdWidths.Widest <= Enum.Parse<SimdWidth>(expected), $"The widest is {SimdWidths.Widest}, but should be limited to {expected}.");
        }
    }
}
