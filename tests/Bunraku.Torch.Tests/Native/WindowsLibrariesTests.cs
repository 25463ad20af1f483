using Bunraku.Torch.Native;

namespace Bunraku.Torch.Tests.Native;

public sealed class WindowsLibrariesTests
{
    [Fact]
    public void A_runtime_that_is_missing_is_named() =>
        Assert.Contains("not installed (vcruntime140_1.dll missing). Install it from https://", WindowsLibraries.Advice(name => name == "vcruntime140_1.dll" ? null : new Version(14, 44))?.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_runtime_that_is_too_old_is_named() =>
        Assert.Contains("too old (14.29, 14.42 is needed)", WindowsLibraries.Advice(_ => new Version(14, 29, 30139))?.ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_good_runtime_is_not_spoken_of() => Assert.Null(WindowsLibraries.Advice(_ => WindowsLibraries.Needed));
}
