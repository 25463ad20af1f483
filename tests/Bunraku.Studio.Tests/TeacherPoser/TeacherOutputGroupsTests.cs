using Bunraku.Core.Teachers;
using Bunraku.Studio.Features.TeacherPoser;

namespace Bunraku.Studio.Tests.TeacherPoser;

public sealed class TeacherOutputGroupsTests
{
    [Fact]
    public void Every_output_is_offered_once_in_the_published_order() =>
        Assert.Equal(TeacherFamily.Tha4.Outputs, TeacherOutputGroups.Of(TeacherFamily.Tha4).SelectMany(group => group.Outputs));

    [Fact]
    public void Groups_are_the_networks_of_the_published_table() =>
        Assert.Equal([5, 1, 5, 8, 8, 6], TeacherOutputGroups.Of(TeacherFamily.Tha4).Select(group => group.Outputs.Length));

    [Fact]
    public void Output_is_described_by_number_name_and_size()
    {
        Assert.Equal("0 · Final picture · 512 px", TeacherOutputGroups.Describe(TeacherFamily.Tha4.Posed).ToString());
        Assert.Equal("9 · Grid change · 256 px", TeacherOutputGroups.Describe(TeacherFamily.Tha4.Outputs[9]).ToString());
    }
}
