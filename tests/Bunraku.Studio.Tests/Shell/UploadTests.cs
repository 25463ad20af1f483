using Bunraku.Core.Errors;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace Bunraku.Studio.Tests.Shell;

public sealed class UploadTests
{
    public static TheoryData<Exception> Faults =>
    [
        new IOException("reset"), new EndOfStreamException(), new TimeoutException("Did not receive any data in the allotted time."), new JSException("NotReadableError"),
        new JSDisconnectedException("gone"), new OperationCanceledException(), new InvalidOperationException("JavaScript interop calls cannot be issued at this time."),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Folder_or_file_that_cannot_be_read_is_one_message_with_its_name(Exception fault)
    {
        BadInputException message = await Assert.ThrowsAsync<BadInputException>(() => Upload.ReadAsync(new BadFile(fault), 100, Phrase.Of("a picture"), TestContext.Current.CancellationToken));

        Assert.Contains("koito.zip", message.Message, StringComparison.Ordinal);
        Assert.Contains("folder", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_too_large_is_refused_before_it_is_received()
    {
        var file = new BadFile(new InvalidOperationException("received"));

        BadInputException message = await Assert.ThrowsAsync<BadInputException>(() => Upload.ReadAsync(file, 9, Phrase.Of("a picture"), TestContext.Current.CancellationToken));

        Assert.Contains("a picture may have", message.Message, StringComparison.Ordinal);
    }

    private sealed class BadFile(Exception fault) : IBrowserFile
    {
        public string Name => "koito.zip";

        public DateTimeOffset LastModified => default;

        public long Size => 10;

        public string ContentType => "";

        public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken) => throw fault;
    }
}
