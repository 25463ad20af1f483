using System.IO.Compression;
using System.Text;
using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class ZipNamesTests
{
    [Theory]
    [InlineData("キャラ/character.png", 932)]
    [InlineData("ダウンロード/顔.pt", 932)]
    [InlineData("角色/图片.png", 936)]
    [InlineData("Анна/кот.png", 65001)]
    [InlineData("キャラ/顔.png", 65001)]
    [InlineData("plain/character.png", 65001)]
    public void Names_that_do_not_say_their_encoding_are_read_rightly(string name, int page)
    {
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(page) ?? new UTF8Encoding(false);
        byte[] archive = WithoutFlag(encoding.GetBytes(name));

        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read, leaveOpen: false, ZipNames.EncodingOf(archive));

        Assert.Equal(name, Assert.Single(zip.Entries).FullName);
    }

    [Fact]
    public void Names_that_say_that_they_are_UTF8_are_read_so()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("ｶﾅ/é.png");
        }

        using var read = new ZipArchive(new MemoryStream(stream.ToArray()), ZipArchiveMode.Read, leaveOpen: false, ZipNames.EncodingOf(stream.ToArray()));
        Assert.Equal("ｶﾅ/é.png", Assert.Single(read.Entries).FullName);
    }

    /// <summary>An archive whose one entry has these bytes for its name, and no flag.</summary>
    private static byte[] WithoutFlag(byte[] name)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry(new string('x', name.Length));
        }

        byte[] archive = stream.ToArray();
        byte[] marker = Encoding.ASCII.GetBytes(new string('x', name.Length));
        for (int at = archive.AsSpan().IndexOf(marker); at >= 0; at = archive.AsSpan().IndexOf(marker))
        {
            name.CopyTo(archive, at);
        }

        return archive;
    }
}
