using System.Reflection;
using Xunit.v3;

namespace Bunraku.EndToEnd;

/// <summary>
/// Ends every Studio that a test has started, after the test: one that was skipped or failed between the start and its own clean-up leaves none behind.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class EndsStudiosAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Task.Run(() => StudioProcess.EndThoseOfAsync(test)).GetAwaiter().GetResult();
}
