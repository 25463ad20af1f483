using System.Runtime.InteropServices;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Tests.Shell;

/// <summary>Which browser opens Studio as a window, on systems that have these programs and no others.</summary>
public sealed class WindowBrowserTests
{
    [Theory]
    [InlineData("LINUX", null)]
    [InlineData("LINUX", null, "firefox")]
    [InlineData("LINUX", "chromium", "chromium", "firefox")]
    [InlineData("LINUX", "google-chrome", "chromium", "google-chrome")]
    [InlineData("LINUX", "microsoft-edge", "chromium", "google-chrome", "microsoft-edge")]
    [InlineData("WINDOWS", null)]
    [InlineData("WINDOWS", "chrome.exe", "chrome.exe")]
    [InlineData("WINDOWS", "msedge.exe", "chrome.exe", "msedge.exe")]
    [InlineData("OSX", null)]
    [InlineData("OSX", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")]
    [InlineData("OSX", "/Users/mika/Applications/Chromium.app/Contents/MacOS/Chromium", "/Users/mika/Applications/Chromium.app/Contents/MacOS/Chromium")]
    public void First_browser_that_is_installed_is_taken(string system, string? expected, params string[] installed) =>
        Assert.Equal(expected, Browsers(system, installed).Find());

    [Fact]
    public void Browser_that_is_registered_but_deleted_is_passed_over()
    {
        var browsers = new WindowBrowser { System = OSPlatform.Windows, OnPath = _ => null, Registered = name => name, Exists = name => name == "chrome.exe", Home = "" };

        Assert.Equal("chrome.exe", browsers.Find());
    }

    [Fact]
    public void Program_of_another_system_is_not_asked_for()
    {
        string[] all = ["chromium", "msedge.exe"];

        Assert.Null(Browsers("OSX", all).Find());
    }

    [Fact]
    public void Window_gets_the_address_in_one_word()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no shell in between.");

        Assert.Equal("--app=http://127.0.0.1:7860/?a=1&b=$(x)", Browser.WindowCommand("http://127.0.0.1:7860/?a=1&b=$(x)", "", Browsers("LINUX", "chromium"))!.ArgumentList[^1]);
        Assert.Null(Browser.WindowCommand("http://127.0.0.1:7860/", "", Browsers("LINUX")));
    }

    private static WindowBrowser Browsers(string system, params string[] installed) => new()
    {
        System = OSPlatform.Create(system),
        OnPath = name => installed.Contains(name) ? name : null,
        Registered = name => installed.Contains(name) ? name : null,
        Exists = installed.Contains,
        Home = "/Users/mika/",
    };
}
