using Bunraku.Core.Models;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Webcam;

namespace Bunraku.Studio.Tests.Webcam;

public sealed class FaceModelTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Failure_that_nobody_expected_is_told_too()
    {
        var model = new FaceModel(new ModelFolder(_disk.Path), environment: null!);
        model.Dispose(); // What is thrown by its client from now on is not the error of any address.

        model.Fetch();

        await Until.TrueAsync(() => model.Progress is null, "the fetch to end");
        Assert.Contains("The face model could not be fetched", model.Problem?.ToString(), StringComparison.Ordinal);
    }
}
