using Bunraku.Core.Errors;
using Bunraku.Live.Puppets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Mocap.Sources;

namespace Bunraku.Live.Tests.Puppets;

public sealed class RecordingNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Recordings_of_one_second_and_of_both_puppeteers_have_names_of_their_own()
    {
        var folder = new RecordingFolder(_folder.Path);
        var inputs = (Phone: new PuppetInput(), Webcam: new PuppetInput());
        using var phone = new PuppetRecorder(inputs.Phone, folder);
        using var webcam = new PuppetRecorder(inputs.Webcam, folder);
        for (int round = 0; round < 5; round++)
        {
            phone.Start();
            webcam.Start();
            inputs.Phone.Latest.Publish(PhoneFake.Talking);
            inputs.Webcam.Latest.Publish(PhoneFake.Talking);
            phone.Stop();
            webcam.Stop();
        }

        Assert.Equal(10, folder.List().Length);
    }

    [Fact]
    public void Name_that_is_taken_on_disk_gets_a_number()
    {
        var folder = new RecordingFolder(_folder.Path);
        string first = folder.PathForNew("2030-01-02 03.04.05");
        File.WriteAllText(first, "");

        string second = new RecordingFolder(_folder.Path).PathForNew("2030-01-02 03.04.05");

        Assert.Equal("2030-01-02 03.04.05 (2).jsonl", Path.GetFileName(second));
    }

    [Fact]
    public void Recording_gets_another_name_unless_it_is_taken_or_leads_out_of_the_folder()
    {
        var folder = new RecordingFolder(_folder.Path);
        File.WriteAllText(folder.PathForNew("first"), "1");
        File.WriteAllText(folder.PathForNew("second"), "2");

        folder.Rename("first.jsonl", " Hello again (2) ");

        Assert.Equal("1", File.ReadAllText(folder.Find("Hello again (2).jsonl")!));
        Assert.Contains("already a recording named second", Assert.Throws<BadInputException>(() => folder.Rename("Hello again (2).jsonl", "second")).Message, StringComparison.Ordinal);
        Assert.Contains("Enter a name", Assert.Throws<BadInputException>(() => folder.Rename("second.jsonl", " ")).Message, StringComparison.Ordinal);
        foreach (string bad in new[] { "../out", ".hidden", "a/b", "nul", new string('x', 61) })
        {
            Assert.Contains("cannot be the name of a recording", Assert.Throws<BadInputException>(() => folder.Rename("second.jsonl", bad)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, folder.List().Length);
    }
}
