using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;

namespace Bunraku.Cli.Tests.Shell;

public sealed class OpenSslTests
{
    [Fact]
    public void Without_it_one_line_says_what_to_install() =>
        Assert.Contains("libssl3", Assert.Throws<BadInputException>(() => OpenSsl.Check(_ => false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_version_that_the_runtime_takes_is_enough()
    {
        OpenSsl.Check(library => library == "libssl.so.1.1");
        OpenSsl.Check();
    }
}
