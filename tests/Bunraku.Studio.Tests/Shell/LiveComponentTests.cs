using Bunit;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Components.Web;

namespace Bunraku.Studio.Tests.Shell;

public sealed class LiveComponentTests : BunitContext
{
    [Fact]
    public void Failure_of_what_is_shown_reaches_the_page()
    {
        IRenderedComponent<ErrorBoundary> page = Render<ErrorBoundary>(boundary => boundary
            .AddChildContent<Failing>()
            .Add(shown => shown.ErrorContent, failure => builder => builder.AddContent(0, failure.Message)));

        page.WaitForAssertion(() => Assert.Contains("the disk is gone", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    private sealed class Failing : LiveComponent
    {
        protected override TimeSpan Period => TimeSpan.FromMilliseconds(1);

        protected override void Read() => throw new IOException("the disk is gone");
    }
}
